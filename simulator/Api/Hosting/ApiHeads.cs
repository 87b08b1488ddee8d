using AedCabinet.Api.Problems;

namespace AedCabinet.Api.Hosting;

/// <summary>
/// HEAD, which each server of HTTP knows beside GET (RFC 9110, 9.1): done as GET, and the server leaves the body away. Not of what has no
/// end.
/// </summary>
internal static class ApiHeads
{
    private const string Endless = "/stream";

    /// <summary>Lets HEAD in where GET may.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What comes after.</param>
    /// <returns>When the answer is made.</returns>
    public static Task LetInAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        if (HttpMethods.IsHead(request.Method) && ProblemWriter.IsOfApi(request.Path)
            && !request.Path.Value!.EndsWith(Endless, StringComparison.OrdinalIgnoreCase))
        {
            request.Method = HttpMethods.Get;
        }

        return next(context);
    }
}
