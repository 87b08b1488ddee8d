using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Api.Cabinets;

/// <summary>Which cabinets are wanted; what is <c>null</c> doesn't matter.</summary>
/// <param name="Prefecture">The prefecture, four digits.</param>
/// <param name="County">The county, six digits.</param>
/// <param name="Department">The department as in topics.</param>
/// <param name="Status">What can be said of them.</param>
/// <param name="Kind">What they hold.</param>
internal sealed record CabinetFilter(string? Prefecture, string? County, string? Department, CabinetStatus? Status, string? Kind)
{
    private const int PrefectureDigits = 4;
    private const int CountyDigits = 6;

    private static readonly string[] s_kinds = ["aed", "kit", "station"];

    /// <summary>Judges what was asked for.</summary>
    /// <param name="prefecture">The prefecture.</param>
    /// <param name="county">The county.</param>
    /// <param name="department">The department.</param>
    /// <param name="status">The status.</param>
    /// <param name="kind">The kind.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ProblemException">Something of it can't be; all that is wrong is told at once.</exception>
    public static CabinetFilter Of(string? prefecture, string? county, string? department, string? status = null, string? kind = null)
    {
        List<Fault> faults = [];
        CheckCode(faults, nameof(prefecture), prefecture, PrefectureDigits);
        CheckCode(faults, nameof(county), county, CountyDigits);
        if (department is not null && (department.Length is 0 or > 32 || department.Any(sign => sign is not ('-' or (>= 'a' and <= 'z')))))
        {
            faults.Add(new Fault(FaultPlace.Parameter, nameof(department), new Wording("请用主题中的部门名，例如culture-tourism。",
                "Use a department's name as in topics, for example culture-tourism.")));
        }

        CabinetStatus? known = null;
        if (status is not null)
        {
            known = Enum.GetValues<CabinetStatus>().Cast<CabinetStatus?>().FirstOrDefault(one => StatusText.Of(one!.Value) == status);
            CheckWord(faults, nameof(status), known is not null, [.. Enum.GetValues<CabinetStatus>().Select(StatusText.Of)]);
        }

        CheckWord(faults, nameof(kind), kind is null || s_kinds.Contains(kind), s_kinds);
        return faults.Count == 0 ? new CabinetFilter(prefecture, county, department, known, kind)
            : throw new ProblemException(ProblemKind.Invalid, null, faults);
    }

    /// <summary>Narrows a cut to what the database can tell of it.</summary>
    /// <param name="cut">The cut.</param>
    /// <returns>The narrower one.</returns>
    public CabinetCut Narrow(CabinetCut cut) => cut with { Prefecture = Prefecture, County = County, Sector = Department };

    /// <summary>Whether a cabinet is wanted.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Wants(CabinetRecord cabinet) => (Status is null || cabinet.Status == Status)
        && (Kind is null || cabinet.About?.Kind == Kind) && Covers(cabinet.Topic);

    /// <summary>Whether a cabinet is where it is wanted.</summary>
    /// <param name="topic">Its topic.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Covers(CabinetTopic topic) => (Prefecture is null || topic.Prefecture == Prefecture)
        && (County is null || topic.County == County) && (Department is null || topic.Sector == Department);

    private static void CheckCode(List<Fault> faults, string name, string? code, int digits)
    {
        if (code is not null && (code.Length != digits || !code.All(char.IsAsciiDigit)))
        {
            faults.Add(new Fault(FaultPlace.Parameter, name,
                new Wording($"请用GB/T 2260代码的{digits}位数字。", $"Use {digits} digits of a GB/T 2260 code.")));
        }
    }

    private static void CheckWord(List<Fault> faults, string name, bool isRight, string[] words)
    {
        if (!isRight)
        {
            string list = string.Join(", ", words);
            faults.Add(new Fault(FaultPlace.Parameter, name, new Wording($"请用以下之一：{list}。", $"Use one of: {list}.")));
        }
    }
}
