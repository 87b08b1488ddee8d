using System.Data.Common;
using AedCabinet.Access;
using AedCabinet.Page.Words;
using AedCabinet.Reports;
using AedCabinet.Terminal;

namespace AedCabinet.Page.Reports;

/// <summary>The files of a report, for who may have it.</summary>
public static class ReportRoutes
{
    /// <summary>Serves them.</summary>
    /// <param name="web">The server.</param>
    public static void Map(IEndpointRouteBuilder web)
    {
        web.MapGet("/reports/report.csv", (HttpContext context, string? month, string? prefecture, string? department) =>
            SendAsync(context, (month, prefecture, department), ReportFile.WriteCsv, ReportFile.CsvType, "csv"))
            .RequireAuthorization(Permissions.Policy(Permission.Report));
        web.MapGet("/reports/report.xlsx", (HttpContext context, string? month, string? prefecture, string? department) =>
            SendAsync(context, (month, prefecture, department), ReportFile.WriteXlsx, ReportFile.XlsxType, "xlsx"))
            .RequireAuthorization(Permissions.Policy(Permission.Report));
    }

    private static async Task<IResult> SendAsync(HttpContext context, (string? Month, string? Prefecture, string? Department) asked,
        Action<MonthReport, ReportWords, Stream> write, string type, string ending)
    {
        AccessScope scope = AccessScope.Of(context.User);
        PageText text = LanguageChoice.Of(context.Request);
        ReportDesk desk = context.RequestServices.GetRequiredService<ReportDesk>();
        if (ReportChoice.Read(asked.Month, asked.Prefecture, asked.Department, desk.Now) is not { } question)
        {
            return Results.Text(text["reports.wrong-month", asked.Month!], statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            MonthReport report = await desk.MakeAsync(question, scope, context.RequestAborted);
            using MemoryStream file = new();
            write(report, ReportChoice.WordsOf(text), file);
            context.Response.Headers.CacheControl = "no-store";
            return Results.File(file.ToArray(), type, $"aed-{question.Month}.{ending}");
        }
        catch (Exception exception) when (exception is DbException or UserErrorException)
        {
            return Results.Text(text["reports.trouble", exception.Message], statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
