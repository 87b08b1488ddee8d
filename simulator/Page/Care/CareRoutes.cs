using System.Data.Common;
using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Care;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Nearest;
using AedCabinet.Page.Words;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Page.Care;

/// <summary>The pages behind a label's QR code: for everybody, and for the cabinet's keeper.</summary>
public static class CareRoutes
{
    private const string Everybody = "/c/{id}";
    private const int MostReportBytes = 8192;
    private const string Reported = "reported";

    /// <summary>Serves them.</summary>
    /// <param name="web">The server.</param>
    public static void Map(IEndpointRouteBuilder web)
    {
        RequestRate rate = web.ServiceProvider.GetRequiredService<RequestRate>();
        string inspects = Permissions.Policy(Permission.Inspect);
        string sees = Permissions.Policy(Permission.See);
        web.MapGet(Everybody, ShowCabinet).AddEndpointFilter(rate.LimitAsync).AllowAnonymous();
        web.MapPost(Everybody + "/reports", ReportAsync).AddEndpointFilter(rate.LimitAsync).AllowAnonymous()
            .WithMetadata(new RequestSizeLimitAttribute(MostReportBytes));
        web.MapGet(Everybody + "/inspect", ShowFormAsync).RequireAuthorization(inspects);
        web.MapPost(Everybody + "/inspections", TakeAsync).RequireAuthorization(inspects)
            .WithMetadata(new RequestSizeLimitAttribute(CareLimits.SubmissionBytes));
        web.MapGet("/care/consumables.csv", SendConsumables).RequireAuthorization(sees);
        web.MapGet("/care/photos/{id}", SendPhotoAsync).RequireAuthorization(sees);
    }

    /// <summary>The language of the public page: the one asked for, else the reader's own, of those that there are.</summary>
    /// <param name="request">The request.</param>
    /// <param name="texts">The texts.</param>
    /// <returns>The language's tag.</returns>
    internal static string LanguageOf(HttpRequest request, FirstAidTexts texts)
    {
        string? asked = request.Query["lang"];
        string? own = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString().Split('-')[0]).FirstOrDefault(texts.Has);
        return texts.Has(asked) ? asked! : own ?? LanguageChoice.Of(request).Tag;
    }

    private static RazorComponentResult<PublicCabinetPage> ShowCabinet(HttpContext context, string id, IRegistryOffice office,
        NearestDesk desk, FirstAidTexts texts)
    {
        CabinetRecord? cabinet = office.Find(id);
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<PublicCabinetPage>(new Dictionary<string, object?>
        {
            [nameof(PublicCabinetPage.Id)] = cabinet?.Id ?? id,
            [nameof(PublicCabinetPage.Cabinet)] = cabinet,
            [nameof(PublicCabinetPage.IsCurrent)] = office.Trouble is null,
            [nameof(PublicCabinetPage.Nearest)] = cabinet is null ? [] : OthersNear(cabinet, desk, office.Now),
            [nameof(PublicCabinetPage.IsReported)] = context.Request.Query.ContainsKey(Reported),
            [nameof(PublicCabinetPage.Texts)] = texts,
            [nameof(PublicCabinetPage.Language)] = LanguageOf(context.Request, texts),
        })
        {
            StatusCode = cabinet is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
        };
    }

    // A form without script: what comes back is the page itself, which says thanks.
    private static async Task<IResult> ReportAsync(HttpContext context, string id, IRegistryOffice office, ReportRate rate,
        PublicReportBook book, FirstAidTexts texts)
    {
        string language = LanguageOf(context.Request, texts);
        PageText text = language == PageText.Chinese.Tag ? PageText.Chinese : PageText.English;
        if (office.Find(id) is not { } cabinet)
        {
            return Results.NotFound();
        }

        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception exception) when (exception is BadHttpRequestException or InvalidDataException or InvalidOperationException)
        {
            await OversizedBody.DrainAsync(context);
            return Results.Text(text["report.choose"], statusCode: StatusCodes.Status400BadRequest);
        }

        string kind = form["kind"].ToString();
        if (!PublicReportKinds.All.Contains(kind))
        {
            return Results.Text(text["report.choose"], statusCode: StatusCodes.Status400BadRequest);
        }

        if (rate.Ask(context.Connection.RemoteIpAddress?.ToString() ?? string.Empty) is > 0 and int seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Results.Text(text["report.too-many"], statusCode: StatusCodes.Status429TooManyRequests);
        }

        try
        {
            book.Take(cabinet.Topic, kind, form["words"], office.Now);
        }
        catch (StoreAwayException)
        {
            return Results.Text(text["report.trouble"], statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        // Asked for by another method, so that to load the page anew says nothing twice.
        context.Response.Headers.Location = $"/c/{Uri.EscapeDataString(cabinet.Id)}?lang={Uri.EscapeDataString(language)}&{Reported}=1";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    // For who stands before one that may not be ready; none where it hasn't said where it is, or travels.
    private static IReadOnlyList<NearAed> OthersNear(CabinetRecord cabinet, NearestDesk desk, DateTimeOffset now) =>
        cabinet.About is { Latitude: { } latitude, Longitude: { } longitude, IsMobile: false }
            ? desk.Find(new NearestQuestion(latitude, longitude, now) { Count = CareLimits.OthersNamed, MostPassedOver = 0 },
                other => other?.Id == cabinet.Id ? null : other).Aeds : [];
    private static async Task<IResult> ShowFormAsync(HttpContext context, string id, IRegistryOffice office)
    {
        PageText text = LanguageChoice.Of(context.Request);
        if (await RefusalAsync(context, office.Find(id), text, isPage: true) is { } refusal)
        {
            return refusal;
        }

        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<InspectionPage>(new Dictionary<string, object?>
        {
            [nameof(InspectionPage.Cabinet)] = office.Find(id)!,
            [nameof(InspectionPage.Text)] = text,
        });
    }

    private static async Task<IResult> TakeAsync(HttpContext context, string id, IRegistryOffice office, InspectionDesk desk)
    {
        PageText text = LanguageChoice.Of(context.Request);
        CabinetRecord? cabinet = office.Find(id);
        if (await RefusalAsync(context, cabinet, text, isPage: false) is { } refusal)
        {
            return refusal;
        }

        AccessScope scope = AccessScope.Of(context.User);
        try
        {
            IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
            (Inspection? inspection, IReadOnlyDictionary<string, Wording> wrong) = await InspectionReader.ReadAsync(cabinet!.Id,
                cabinet.About?.Kind, form, office.Now, context.RequestAborted);
            if (inspection is null)
            {
                bool isChinese = text == PageText.Chinese;
                return Results.Json(new { wrong = wrong.ToDictionary(item => item.Key, item => item.Value.In(isChinese)) },
                    statusCode: StatusCodes.Status400BadRequest);
            }

            InspectionOutcome outcome = await desk.TakeAsync(inspection, cabinet, scope.Name);
            await NoteAsync(context, cabinet.Id, true, $"{inspection.Id} {outcome}");
            return Results.Json(new { outcome = outcome.ToString() });
        }
        catch (Exception exception) when (exception is BadHttpRequestException or InvalidDataException or InvalidOperationException)
        {
            await OversizedBody.DrainAsync(context);
            return exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } or InvalidDataException
                ? Say(text["inspect.too-large"], StatusCodes.Status413PayloadTooLarge)
                : Say(exception.Message, StatusCodes.Status409Conflict);
        }
        catch (Exception exception) when (exception is DbException or UserErrorException)
        {
            return Say(text["care.trouble", exception.Message], StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult SendConsumables(HttpContext context, CareDesk desk)
    {
        AccessScope scope = AccessScope.Of(context.User);
        PageText text = LanguageChoice.Of(context.Request);
        try
        {
            CareList list = desk.Make(scope);
            using MemoryStream file = new();
            DueFile.Write(list.Due.Where(item => item.Kind == DueKind.Expiry), list.Today, text == PageText.Chinese,
                item => CareWords.Of(text, item), file);
            context.Response.Headers.CacheControl = "no-store";
            return Results.File(file.ToArray(), "text/csv; charset=utf-8",
                string.Create(CultureInfo.InvariantCulture, $"aed-consumables-{list.Today:yyyy-MM-dd}.csv"));
        }
        catch (Exception exception) when (exception is DbException or UserErrorException)
        {
            return Results.Text(text["care.unread", exception.Message], statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> SendPhotoAsync(HttpContext context, string id, IRegistryOffice office, InspectionBook book)
    {
        try
        {
            (string Cabinet, PhotoFile Photo)? found = book.Photo(id);
            if (found is { } kept && office.Find(kept.Cabinet) is { } cabinet
                && AccessScope.Of(context.User).May(Permission.See, cabinet.Topic))
            {
                return Results.Bytes(kept.Photo.Content, kept.Photo.Type);
            }

            if (found is not null)
            {
                await NoteAsync(context, found.Value.Cabinet, false, "photograph");
            }

            return Results.NotFound();
        }
        catch (Exception exception) when (exception is DbException or UserErrorException)
        {
            return Results.Text(LanguageChoice.Of(context.Request)["care.unread", exception.Message],
                statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    // Who may not see a cabinet is told that there is none; who may see it and not inspect it is told so.
    private static async Task<IResult?> RefusalAsync(HttpContext context, CabinetRecord? cabinet, PageText text, bool isPage)
    {
        AccessScope scope = AccessScope.Of(context.User);
        if (cabinet is not null && scope.May(Permission.See, cabinet.Topic) && scope.May(Permission.Inspect, cabinet.Topic))
        {
            return null;
        }

        await NoteAsync(context, cabinet?.Id, false, null);
        return cabinet is null || !scope.May(Permission.See, cabinet.Topic)
            ? isPage ? Results.NotFound() : Say(text["not-found"], StatusCodes.Status404NotFound)
            : isPage ? Results.Text(text["inspect.not-allowed"], statusCode: StatusCodes.Status403Forbidden)
            : Say(text["inspect.not-allowed"], StatusCodes.Status403Forbidden);
    }

    private static Task NoteAsync(HttpContext context, string? cabinet, bool isAllowed, string? detail) =>
        context.RequestServices.GetService<IAuditLog>()?.AddAsync(new AuditEntry(
            context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), AccessScope.Of(context.User).Name,
            context.Connection.RemoteIpAddress?.ToString() ?? string.Empty, isAllowed ? AuditActions.Inspection : AuditActions.Refused,
            cabinet, isAllowed, detail)) ?? Task.CompletedTask;

    private static IResult Say(string message, int status) => Results.Json(new { message }, statusCode: status);
}
