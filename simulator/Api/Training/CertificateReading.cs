using System.Globalization;
using System.Text;
using System.Text.Json;
using AedCabinet.Api.Problems;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using AedCabinet.Training;
using CsvHelper;

namespace AedCabinet.Api.Training;

/// <summary>Judges certificates as they come in, all of them, so that everything that is wrong is told at once.</summary>
/// <param name="sites">The sites for which who asks may keep them.</param>
internal sealed class CertificateReading(SiteIndex sites)
{
    // What is wrong with a thousand rows is wrong with one of them.
    private const int MostFaults = 50;

    private readonly List<Fault> _faults = [];
    private readonly HashSet<string> _ids = [];

    /// <summary>Reads an import.</summary>
    /// <param name="context">The request: JSON or CSV.</param>
    /// <returns>What it brings.</returns>
    /// <exception cref="ProblemException">Something of it can't be: nothing of it is kept.</exception>
    public async Task<(IReadOnlyList<Certificate> Certificates, IReadOnlyList<(SiteKey Site, long People)> People)> ReadAsync(
        HttpContext context)
    {
        (IReadOnlyList<Certificate>, IReadOnlyList<(SiteKey, long)>) read =
            context.Request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true
                ? (await ReadTableAsync(context), [])
                : context.Request.HasJsonContentType() ? await ReadJsonAsync(context)
                : throw new ProblemException(ProblemKind.WrongType);
        Complete();
        return read;
    }

    /// <summary>Judges one.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="request">What it says.</param>
    /// <param name="place">Where it stands in the request: the beginning of pointers.</param>
    /// <returns>It; <c>null</c> where something is wrong.</returns>
    public Certificate? Judge(string? id, CertificateRequest request, string place)
    {
        int before = _faults.Count;
        Note(CertificateRules.JudgeId(id), place + "/id");
        string? holder = string.IsNullOrEmpty(request.Holder) ? null : request.Holder;
        Note(CertificateRules.JudgeHolder(holder), place + "/holder");
        Note(CertificateRules.JudgeKind(request.Kind), place + "/kind");
        Note(CertificateRules.ReadDay(request.Issued, out DateOnly issued), place + "/issued");
        Note(CertificateRules.ReadDay(request.Expires, out DateOnly expires), place + "/expires");
        if (_faults.Count == before && expires < issued)
        {
            Note(new Wording("早于发证日期。", "It lies before the day of issue."), place + "/expires");
        }

        SiteKey? site = JudgeSite(request.Site, request.County, request.Department, place);
        return _faults.Count > before ? null : new Certificate(id!, site!.Value, holder, request.Kind, issued, expires);
    }

    /// <summary>Judges how many people there are at a site.</summary>
    /// <param name="request">What is said.</param>
    /// <param name="place">Where it stands in the request.</param>
    /// <returns>It; <c>null</c> where something is wrong.</returns>
    public (SiteKey Site, long People)? Judge(SitePeopleRequest request, string place)
    {
        if (request.People is < 0 or > CertificateRules.MostPeople)
        {
            Note(new Wording($"请用0到{CertificateRules.MostPeople}。", $"Use 0 to {CertificateRules.MostPeople}."), place + "/people");
        }

        return JudgeSite(request.Site, request.County, request.Department, place) is { } site ? (site, request.People) : null;
    }

    /// <summary>Refuses the whole where something of it is wrong.</summary>
    /// <exception cref="ProblemException">Something is.</exception>
    public void Complete()
    {
        if (_faults.Count > 0)
        {
            throw new ProblemException(ProblemKind.Invalid, _faults.Count > MostFaults
                ? new Wording($"共{_faults.Count}处有误，列出前{MostFaults}处；什么也没有保存。",
                    $"{_faults.Count} things are wrong, of which the first {MostFaults} are listed; nothing was kept.") : null,
                [.. _faults.Take(MostFaults)]);
        }
    }

    private SiteKey? JudgeSite(string? name, string? county, string? department, string place)
    {
        IReadOnlyList<SiteKey> found = string.IsNullOrWhiteSpace(name) ? [] : sites.Find(name, county, department);
        Note(
            found.Count switch
            {
                0 => new Wording("您能管理的机柜中没有这个设置单位：请用机柜上报的单位名称，或其中一台机柜的编号。",
                    "None of the cabinets for which you may do this is of such a site: use the site's name as its cabinets say it, or the "
                        + "id of one of them."),
                1 => null,
                _ => new Wording("有几个设置单位同名：请加上旗县代码（county）或归口部门（department），或用机柜编号。",
                    "Several sites have this name: add county or department, or use a cabinet's id."),
            },
            place + "/site");
        return found.Count == 1 ? found[0] : null;
    }

    private void Note(Wording? wrong, string pointer)
    {
        if (wrong is { } words)
        {
            _faults.Add(new Fault(FaultPlace.Pointer, pointer, words));
        }
    }

    private async Task<(IReadOnlyList<Certificate>, IReadOnlyList<(SiteKey, long)>)> ReadJsonAsync(HttpContext context)
    {
        CertificateImport import;
        try
        {
            import = await context.Request.ReadFromJsonAsync<CertificateImport>(context.RequestAborted)
                ?? throw ProblemException.OfMember(string.Empty, "没有请求体。", "There is no body.");
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException(exception.Message, StatusCodes.Status400BadRequest, exception);
        }

        List<Certificate> certificates = [];
        IReadOnlyList<CertificateRow> rows = import.Certificates ?? [];
        JudgeCount(rows.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            Add(certificates, Judge(rows[i].Id, rows[i], string.Create(CultureInfo.InvariantCulture, $"/certificates/{i}")),
                string.Create(CultureInfo.InvariantCulture, $"/certificates/{i}/id"));
        }

        List<(SiteKey, long)> people = [];
        for (int i = 0; i < import.Sites?.Count; i++)
        {
            if (Judge(import.Sites[i], string.Create(CultureInfo.InvariantCulture, $"/sites/{i}")) is { } known)
            {
                people.Add(known);
            }
        }

        return (certificates, people);
    }

    private async Task<IReadOnlyList<Certificate>> ReadTableAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        List<Certificate> certificates = [];
        try
        {
            using StreamReader text = new(body, new UTF8Encoding(false, throwOnInvalidBytes: true));
            (IReadOnlyList<(int Line, IReadOnlyDictionary<string, string> Cells)> rows, IReadOnlyList<string> lacking) =
                CertificateTable.Read(text);
            foreach (string column in lacking)
            {
                Note(new Wording("表里没有这一列。", "The table has no such column."), column);
            }

            JudgeCount(rows.Count);
            foreach ((int line, IReadOnlyDictionary<string, string> cells) in rows)
            {
                string place = string.Create(CultureInfo.InvariantCulture, $"/{line}");
                Add(certificates, Judge(cells["id"], RequestOf(cells), place), place + "/id");
            }
        }
        catch (Exception exception) when (exception is CsvHelperException or DecoderFallbackException)
        {
            throw ProblemException.OfMember(string.Empty, "读不出这张表：请另存为“CSV UTF-8”。",
                "The table can't be read: save it as \"CSV UTF-8\".");
        }

        return certificates;
    }

    private static CertificateRequest RequestOf(IReadOnlyDictionary<string, string> cells) => new()
    {
        Site = cells["site"],
        County = cells.GetValueOrDefault("county"),
        Department = cells.GetValueOrDefault("department"),
        Holder = cells.GetValueOrDefault("holder"),
        Kind = cells["kind"],
        Issued = cells["issued"],
        Expires = cells["expires"],
    };

    private void Add(List<Certificate> certificates, Certificate? certificate, string pointer)
    {
        if (certificate is null)
        {
            return;
        }

        certificates.Add(certificate);
        if (!_ids.Add(certificate.Id))
        {
            Note(new Wording("这个编号出现了两次。", "This id comes twice."), pointer);
        }
    }

    private static void JudgeCount(int count)
    {
        if (count > CertificateRules.MostAtOnce)
        {
            throw ProblemException.OfMember(string.Empty, $"一次最多{CertificateRules.MostAtOnce}张证书，请分几次。",
                $"{CertificateRules.MostAtOnce} certificates at most at once: bring them in several parts.");
        }
    }
}
