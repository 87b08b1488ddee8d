namespace AedCabinet.Page.Words;

/// <summary>Which language a browser is answered in: the one it chose by <c>?lang=</c>, now or earlier, else the one it prefers.</summary>
public static class LanguageChoice
{
    private const string Query = "lang";
    private const string Cookie = "lang";
    private static readonly TimeSpan s_remembered = TimeSpan.FromDays(365);

    /// <summary>Remembers what <c>?lang=</c> asks for.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="next">What comes after.</param>
    /// <returns>When the answer is made.</returns>
    public static Task RememberAsync(HttpContext context, RequestDelegate next)
    {
        if (Known(context.Request.Query[Query]) is { } asked)
        {
            context.Response.Cookies.Append(Cookie, asked,
                new CookieOptions { MaxAge = s_remembered, SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
        }

        return next(context);
    }

    /// <summary>The language for a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The text.</returns>
    public static PageText Of(HttpRequest request) =>
        PageText.For(Known(request.Query[Query]) ?? Known(request.Cookies[Cookie]) ?? Preferred(request));

    // The first of its two that the browser would read; one that names only others is answered in English.
    private static string? Preferred(HttpRequest request)
    {
        string[] languages = [.. request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString())];
        string? known = languages.Select(language => Known(language.Split('-')[0])).FirstOrDefault(tag => tag is not null);
        return known ?? (languages.Any(language => language != "*") ? PageText.English.Tag : null);
    }

    private static string? Known(string? tag) =>
        new[] { PageText.Chinese.Tag, PageText.English.Tag }.FirstOrDefault(known => known.Equals(tag, StringComparison.OrdinalIgnoreCase));
}
