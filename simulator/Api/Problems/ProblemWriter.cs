using System.Text.Json;
using System.Text.RegularExpressions;
using AedCabinet.Access;
using AedCabinet.Ledger;
using AedCabinet.Page.Words;
using AedCabinet.Terminal;

namespace AedCabinet.Api.Problems;

/// <summary>
/// Sees to it that whatever the API refuses is told as a problem: what its handlers throw, what the framework refuses before them, and a
/// status that nobody has put into words.
/// </summary>
internal static partial class ProblemWriter
{
    /// <summary>The media type of a problem.</summary>
    public const string MediaType = "application/problem+json";

    private const string RetryAfterSeconds = "5";

    private static readonly PathString[] s_areas = ["/v1", "/public/v1", "/openapi"];

    /// <summary>Whether a path is the API's.</summary>
    /// <param name="path">The path.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool IsOfApi(PathString path) => Array.Exists(s_areas, area => path.StartsWithSegments(area));

    /// <summary>Answers a request of the API with a problem where it is refused.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="next">What comes after.</param>
    /// <returns>When the answer is made.</returns>
    public static async Task TellAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsOfApi(context.Request.Path))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await DrainAsync(context, (exception as BadHttpRequestException)?.StatusCode);
            await WriteAsync(context, Of(exception, context));
            return;
        }

        HttpResponse answer = context.Response;
        if (!answer.HasStarted && answer.StatusCode >= StatusCodes.Status400BadRequest && answer.ContentType is null
            && ProblemKind.OfStatus(answer.StatusCode) is { } kind)
        {
            await DrainAsync(context, answer.StatusCode);
            await WriteAsync(context, new ProblemException(kind));
        }
    }

    /// <summary>Notes in the audit log that somebody was refused.</summary>
    /// <param name="context">The request.</param>
    /// <param name="cabinet">The cabinet's id, or <c>null</c>.</param>
    /// <returns>When it is noted.</returns>
    public static async Task NoteAsync(HttpContext context, string? cabinet = null)
    {
        AuditEntry entry = new(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), AccessScope.Of(context.User).Name,
            FromOf(context), AuditActions.Refused, cabinet, false, $"{context.Request.Method} {context.Request.Path}");
        await context.RequestServices.GetRequiredService<IAuditLog>().AddAsync(entry, CancellationToken.None);
    }

    /// <summary>From where a request comes.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The address.</returns>
    public static string FromOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static Task DrainAsync(HttpContext context, int? status) =>
        status == StatusCodes.Status413PayloadTooLarge ? OversizedBody.DrainAsync(context) : Task.CompletedTask;

    private static ProblemException Of(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case ProblemException problem:
                return problem;
            case StoreAwayException:
                Log(context).Tell(LogLevel.Warning, $"接口：{exception.Message}", $"API: {exception.Message}");
                return new ProblemException(ProblemKind.StoreAway);
            case BadHttpRequestException bad:
                return Of(bad);
            default:
                Log(context).Tell(LogLevel.Error, $"接口：{exception}", $"API: {exception}");
                return new ProblemException(ProblemKind.Failed);
        }
    }

    private static ProblemException Of(BadHttpRequestException bad)
    {
        if (bad.StatusCode != StatusCodes.Status400BadRequest)
        {
            return new ProblemException(ProblemKind.OfStatus(bad.StatusCode) ?? ProblemKind.Invalid);
        }

        if (bad.InnerException is JsonException json)
        {
            string pointer = PointerOf(json.Path);
            return ProblemException.OfMember(pointer, "无法读出，类型或写法不对。", "It can't be read: its type or its form is wrong.");
        }

        if (Unbound().Match(bad.Message) is { Success: true } unbound)
        {
            (string name, string value) = (unbound.Groups["name"].Value, unbound.Groups["value"].Value);
            string type = unbound.Groups["type"].Value.Replace("Nullable<", string.Empty).TrimEnd('>', '?');
            (string zh, string en) = type switch
            {
                "int" or "long" => ("整数", "a whole number"),
                "double" => ("数字", "a number"),
                "bool" => ("true或false", "true or false"),
                _ => ("允许的值之一", "one of the values it may have"),
            };
            return ProblemException.OfParameter(name, $"“{value}”不是{zh}。", $"\"{value}\" is not {en}.");
        }

        return Required().Match(bad.Message) is { Success: true } required
            ? ProblemException.OfParameter(required.Groups["name"].Value, "必须给出。", "It must be given.")
            : ProblemException.OfMember(string.Empty, "没有请求体。", "There is no body.");
    }

    // From "$.args[0].x" to "/args/0/x".
    private static string PointerOf(string? path) =>
        path is null or "$" ? string.Empty : "/" + path.TrimStart('$').TrimStart('.').Replace('[', '.').Replace("]", string.Empty)
            .Replace("..", ".").Replace('.', '/').TrimStart('/');

    /// <summary>Answers with a problem, in the language that the reader prefers.</summary>
    /// <param name="context">The request.</param>
    /// <param name="problem">The problem.</param>
    /// <returns>When it is written.</returns>
    public static async Task WriteAsync(HttpContext context, ProblemException problem)
    {
        bool isChinese = LanguageChoice.Of(context.Request) == PageText.Chinese;
        string parts = string.Join(isChinese ? string.Empty : " ",
            problem.Parts.Select(part => part.Words.After($"{part.Name}：", $"{part.Name}: ").In(isChinese)));
        string detail = string.Join(isChinese ? string.Empty : " ",
            new[] { problem.Detail?.In(isChinese), parts, problem.Kind.Advice.In(isChinese) }.Where(part => !string.IsNullOrEmpty(part)));
        HttpResponse answer = context.Response;
        string? allow = answer.Headers.Allow;
        string? challenge = answer.Headers.WWWAuthenticate;
        string? wait = answer.Headers.RetryAfter;
        answer.Clear();
        answer.StatusCode = problem.Kind.Status;
        answer.Headers.Allow = allow;
        answer.Headers.WWWAuthenticate = challenge;
        answer.Headers.RetryAfter = wait ?? (problem.Kind.Status == StatusCodes.Status503ServiceUnavailable ? RetryAfterSeconds : null);
        answer.Headers.ContentLanguage = isChinese ? PageText.Chinese.Tag : PageText.English.Tag;
        answer.Headers.CacheControl = "no-store";
        answer.Headers.Vary = "Accept-Language";
        Problem told = new()
        {
            Type = problem.Kind.Type,
            Title = problem.Kind.Title.In(isChinese),
            Status = problem.Kind.Status,
            Detail = detail,
            Instance = context.Request.Path,
            Errors = [.. problem.Parts.Select(part => part.ToPart(isChinese))],
        };
        IRefusalForm? form = context.RequestServices.GetServices<IRefusalForm>().FirstOrDefault(one => one.IsFor(context.Request.Path));
        await (form?.WriteAsync(context, told)
            ?? answer.WriteAsJsonAsync(told, (JsonSerializerOptions?)null, MediaType, CancellationToken.None));
    }

    private static ILogger Log(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProblemWriter).FullName!);

    [GeneratedRegex("Failed to bind parameter \"(?<type>\\S+) (?<name>\\w+)\" from \"(?<value>.*)\"", RegexOptions.Singleline)]
    private static partial Regex Unbound();

    [GeneratedRegex("Required parameter \"\\S+ (?<name>\\w+)\" was not provided")]
    private static partial Regex Required();
}
