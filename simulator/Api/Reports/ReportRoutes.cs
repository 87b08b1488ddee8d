using System.Data.Common;
using AedCabinet.Access;
using AedCabinet.Api.Cabinets;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Problems;
using AedCabinet.Ledger;
using AedCabinet.Page.Reports;
using AedCabinet.Page.Words;
using AedCabinet.Reports;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Reports;

/// <summary>A month's figures.</summary>
internal static class ReportRoutes
{
    private const string Csv = "csv";
    private const string Json = "json";
    private const string CsvType = "text/csv";
    private const string JsonType = "application/json";

    /// <summary>Adds the route.</summary>
    /// <param name="api">Where to.</param>
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/reports/{month}", MakeAsync).WithName("getReport").WithTags("reports")
        .WithSummary("A month's figures by prefecture and department").RequireAuthorization(Permissions.Policy(Permission.Report))
        .Produces<MonthFigures>(StatusCodes.Status200OK, JsonType, CsvType).Produces(StatusCodes.Status304NotModified)
        .Produces<Problem>(StatusCodes.Status404NotFound, ProblemWriter.MediaType);

    /// <summary>A month's figures of the cabinets that who asks may report on, by prefecture and department: the same as the page's and the
    /// command line's.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="desk">Makes it.</param>
    /// <param name="context">The request.</param>
    /// <param name="month">The month by China's calendar, for example 2026-10.</param>
    /// <param name="prefecture">Only of a prefecture: the first four digits of its GB/T 2260 code.</param>
    /// <param name="department">Only of a department, as in topics.</param>
    /// <param name="format">json, or csv with headings in the reader's language; otherwise the header Accept says it.</param>
    /// <returns>The report, with an entity tag for who asks again.</returns>
    internal static async Task<IResult> MakeAsync([FromServices] Asker asker, [FromServices] ReportDesk desk, HttpContext context,
        [FromRoute] string month, string? prefecture, string? department, string? format)
    {
        if (format is not (null or Csv or Json))
        {
            throw ProblemException.OfParameter(nameof(format), $"请用{Json}或{Csv}。", $"Use {Json} or {Csv}.");
        }

        if (!ReportMonth.TryParse(month, out ReportMonth wanted))
        {
            throw new ProblemException(ProblemKind.NotFound, new Wording($"“{month}”不是月份，请写成2026-10这样。",
                $"\"{month}\" is no month: write it as 2026-10."));
        }

        _ = CabinetFilter.Of(prefecture, null, department);
        MonthReport report;
        try
        {
            report = await desk.MakeAsync(new ReportQuestion(wanted, prefecture, department), asker.Scope, context.RequestAborted);
        }
        catch (Exception exception) when (exception is DbException or UserErrorException)
        {
            throw new StoreAwayException(exception.Message, exception);
        }

        if (format is null ? !WantsCsv(context.Request) : format == Json)
        {
            return new TaggedAnswer<MonthFigures>(MonthFigures.Of(report));
        }

        using MemoryStream file = new();
        ReportFile.WriteCsv(report, ReportChoice.WordsOf(LanguageChoice.Of(context.Request)), file);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Bytes(file.ToArray(), ReportFile.CsvType, $"aed-{wanted}.{Csv}");
    }

    // What is wanted most of what there is.
    private static bool WantsCsv(HttpRequest request) => request.GetTypedHeaders().Accept
        .OrderByDescending(type => type.Quality ?? 1).Select(type => type.MediaType.Value)
        .FirstOrDefault(type => type is CsvType or JsonType or "*/*" or "application/*" or "text/*") is CsvType or "text/*";
}
