using AedCabinet.Access;
using AedCabinet.Api.Cabinets;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using AedCabinet.Training;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Training;

/// <summary>Who is trained: certificates come in, and which site is short of one in ten goes out.</summary>
internal static class CertificateRoutes
{
    private const char List = 'z';
    private const int MostBodyBytes = 4096;
    private const int MostImportBytes = 2 * 1024 * 1024;
    private const int PieceCertificates = 500;

    /// <summary>Adds the routes.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api)
    {
        string trains = Permissions.Policy(Permission.Train);
        RouteGroupBuilder certificates = api.MapGroup("/certificates").WithTags("training").RequireAuthorization(trains);
        certificates.MapGet(string.Empty, ListCertificates).WithName("listCertificates")
            .WithSummary("The certificates, expired ones too, in the order in which they came")
            .Produces<ListPage<CertificateItem>>().Produces(StatusCodes.Status304NotModified);
        certificates.MapPost("/import", ImportAsync).WithName("importCertificates")
            .WithSummary("Keeps many certificates, whole or not at all: JSON or CSV")
            .WithMetadata(new RequestSizeLimitAttribute(MostImportBytes))
            .Accepts<CertificateImport>("application/json", "text/csv").Produces<ImportedItem>()
            .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType);
        certificates.MapGet("/{id}", FindCertificate).WithName("getCertificate").WithSummary("A certificate")
            .Produces<CertificateItem>().Produces(StatusCodes.Status304NotModified)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
        certificates.MapPut("/{id}", PutAsync).WithName("putCertificate")
            .WithSummary("Keeps a certificate; what is there under its id is replaced")
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes)).Produces<CertificateItem>()
            .Produces<Problem>(StatusCodes.Status409Conflict, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType);
        certificates.MapDelete("/{id}", RemoveAsync).WithName("removeCertificate").WithSummary("Takes a certificate away")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);
        api.MapGet("/trained", ListTrained).WithName("listTrained").WithTags("training")
            .WithSummary("The sites: how many people are trained, against one of ten").RequireAuthorization(
                Permissions.Policy(Permission.See))
            .Produces<ListPage<TrainedItem>>().Produces(StatusCodes.Status304NotModified);
        api.MapPut("/trained", PutPeopleAsync).WithName("putSitePeople").WithTags("training")
            .WithSummary("Keeps how many people there are at a site").RequireAuthorization(trains)
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes)).Produces<TrainedItem>()
            .Produces<Problem>(StatusCodes.Status413PayloadTooLarge, ProblemWriter.MediaType)
            .Produces<Problem>(StatusCodes.Status415UnsupportedMediaType, ProblemWriter.MediaType);
    }

    /// <summary>The certificates of the sites for which they may be kept, expired ones too.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Has the cabinets.</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of them, with an entity tag for who asks again.</returns>
    internal static IResult ListCertificates([FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] IRegistryOffice office, string? cursor, int? limit)
    {
        long? after = Cursor.Numbers(List, cursor, 1)?[0] ?? 0;
        int count = ListLimit.Of(limit);
        SiteIndex sites = SitesOf(asker, office);
        List<(long No, Certificate Certificate)> found = [];
        while (after is { } from && found.Count < count)
        {
            IReadOnlyList<(long No, Certificate Certificate)> piece = pool.Read(
                database => CertificateBook.After(database, from, PieceCertificates));
            found.AddRange(piece.Where(item => sites.Has(item.Certificate.Site)).Take(count - found.Count));
            after = found.Count == count ? found[^1].No : piece.Count == PieceCertificates ? piece[^1].No : null;
        }

        DateOnly today = CertificateBook.Today(office.Now);
        return new TaggedAnswer<ListPage<CertificateItem>>(new ListPage<CertificateItem>
        {
            Items = [.. found.Select(item => CertificateItem.Of(item.Certificate, today))],
            Next = after is { } next ? Cursor.Of(List, next) : null,
        });
    }

    /// <summary>A certificate.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Has the cabinets.</param>
    /// <param name="id">The certificate's id.</param>
    /// <returns>It, with an entity tag for who asks again.</returns>
    internal static IResult FindCertificate([FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] IRegistryOffice office, [FromRoute] string id) => new TaggedAnswer<CertificateItem>(
            CertificateItem.Of(Find(asker, pool, office, id), CertificateBook.Today(office.Now)));

    /// <summary>Keeps a certificate; what is there under its id is replaced.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="office">Has the cabinets.</param>
    /// <param name="book">Keeps the certificates.</param>
    /// <param name="id">The certificate's id, as who issued it has it.</param>
    /// <param name="request">What it says.</param>
    /// <returns>It, kept.</returns>
    internal static async Task<IResult> PutAsync([FromServices] Asker asker, [FromServices] IRegistryOffice office,
        [FromServices] CertificateBook book, [FromRoute] string id, CertificateRequest request)
    {
        SiteIndex sites = SitesOf(asker, office);
        CertificateReading reading = new(sites);
        Certificate? certificate = reading.Judge(id, request, string.Empty);
        reading.Complete();
        await KeepAsync(asker, office, book, sites, [certificate!], []);
        return TypedResults.Ok(CertificateItem.Of(certificate!, CertificateBook.Today(office.Now)));
    }

    /// <summary>Keeps many certificates, and how many people there are at sites, whole or not at all.</summary>
    /// <param name="context">The request: JSON, or CSV with the columns id, site, holder, kind, issued, expires.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="office">Has the cabinets.</param>
    /// <param name="book">Keeps the certificates.</param>
    /// <returns>How many were kept.</returns>
    internal static async Task<IResult> ImportAsync(HttpContext context, [FromServices] Asker asker,
        [FromServices] IRegistryOffice office, [FromServices] CertificateBook book)
    {
        SiteIndex sites = SitesOf(asker, office);
        (IReadOnlyList<Certificate> certificates, IReadOnlyList<(SiteKey Site, long People)> people) =
            await new CertificateReading(sites).ReadAsync(context);
        await KeepAsync(asker, office, book, sites, certificates, people);
        return TypedResults.Ok(new ImportedItem { Certificates = certificates.Count, Sites = people.Count });
    }

    /// <summary>Takes a certificate away.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Has the cabinets.</param>
    /// <param name="book">Keeps the certificates.</param>
    /// <param name="id">The certificate's id.</param>
    /// <returns>Nothing.</returns>
    internal static async Task<IResult> RemoveAsync([FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] IRegistryOffice office, [FromServices] CertificateBook book, [FromRoute] string id)
    {
        Certificate certificate = Find(asker, pool, office, id);
        await asker.NoteAsync(AuditActions.Certificates, null, "1 taken away");
        book.Remove(certificate, office.Now);
        return TypedResults.NoContent();
    }

    /// <summary>The sites: how many people are trained, against one of ten.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Has the cabinets.</param>
    /// <param name="prefecture">Only those of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="county">Only those of a county: its GB/T 2260 code, six digits.</param>
    /// <param name="department">Only those of a department, as in topics.</param>
    /// <param name="short">With true only those that are known to be short of one in ten.</param>
    /// <param name="cursor">The next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 500; 100 unless asked otherwise.</param>
    /// <returns>A page of them, with an entity tag for who asks again.</returns>
    internal static IResult ListTrained([FromServices] Asker asker, [FromServices] ReadingPool pool, [FromServices] IRegistryOffice office,
        string? prefecture, string? county, string? department, bool? @short, string? cursor, int? limit)
    {
        CabinetFilter filter = CabinetFilter.Of(prefecture, county, department);
        int count = ListLimit.Of(limit);
        int skip = (int)Math.Clamp(Cursor.Numbers('y', cursor, 1)?[0] ?? 0, 0, int.MaxValue);
        CabinetRecord[] seen = [.. office.Cabinets().Where(cabinet => asker.Scope.May(Permission.See, cabinet.Topic)
            && filter.Covers(cabinet.Topic))];
        TrainedSite[] sites = [.. pool.Read(database => TrainedSites.Read(database, seen, CertificateBook.Today(office.Now)))
            .Where(site => @short != true || site.Short > 0)];
        return new TaggedAnswer<ListPage<TrainedItem>>(new ListPage<TrainedItem>
        {
            Items = [.. sites.Skip(skip).Take(count).Select(TrainedItem.Of)],
            Next = skip + count < sites.Length ? Cursor.Of('y', skip + count) : null,
        });
    }

    /// <summary>Keeps how many people there are at a site.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="pool">Reads the database.</param>
    /// <param name="office">Has the cabinets.</param>
    /// <param name="book">Keeps it.</param>
    /// <param name="request">What is said.</param>
    /// <returns>The site.</returns>
    internal static async Task<IResult> PutPeopleAsync([FromServices] Asker asker, [FromServices] ReadingPool pool,
        [FromServices] IRegistryOffice office, [FromServices] CertificateBook book, SitePeopleRequest request)
    {
        SiteIndex sites = SitesOf(asker, office);
        CertificateReading reading = new(sites);
        (SiteKey Site, long People)? known = reading.Judge(request, string.Empty);
        reading.Complete();
        await KeepAsync(asker, office, book, sites, [], [known!.Value]);
        CabinetRecord[] cabinets = [.. office.Cabinets().Where(cabinet => SiteKey.Of(cabinet) == known.Value.Site)];
        return TypedResults.Ok(TrainedItem.Of(
            pool.Read(database => TrainedSites.Read(database, cabinets, CertificateBook.Today(office.Now))).Single()));
    }

    private static async Task KeepAsync(Asker asker, IRegistryOffice office, CertificateBook book, SiteIndex sites,
        IReadOnlyList<Certificate> certificates, IReadOnlyList<(SiteKey Site, long People)> people)
    {
        await asker.NoteAsync(AuditActions.Certificates, null, $"{certificates.Count} kept, people of {people.Count} sites");
        if (book.Keep(certificates, people, sites.Has, asker.Scope.Name, office.Now) is { } taken)
        {
            throw new ProblemException(ProblemKind.Conflict, new Wording($"编号“{taken}”已用于您不能管理的单位；什么也没有保存。",
                $"The id \"{taken}\" is used for a site that is not yours to keep; nothing was kept."));
        }
    }

    private static SiteIndex SitesOf(Asker asker, IRegistryOffice office) => new(office.Cabinets(), asker.Scope, Permission.Train);

    private static Certificate Find(Asker asker, ReadingPool pool, IRegistryOffice office, string id) =>
        pool.Read(database => CertificateBook.Find(database, id)) is { } certificate && SitesOf(asker, office).Has(certificate.Site)
            ? certificate
            : throw new ProblemException(ProblemKind.NotFound, new Wording($"没有证书“{id}”。", $"There is no certificate \"{id}\"."));
}
