using AedCabinet.Page.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace AedCabinet.Page.Login;

/// <summary>A page that is answered once and whole, in the reader's language.</summary>
public abstract class PlainPage : ComponentBase
{
    /// <summary>Gets or sets the request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    /// <summary>Gets the page's text.</summary>
    protected PageText Text => LanguageChoice.Of(Context.Request);

    /// <summary>Gets the same page in the other language; one that was sent off is not sent again.</summary>
    protected string OtherLanguage => QueryHelpers.AddQueryString(
        Context.Request.Path, Context.Request.Query.Where(pair => pair.Key != "lang")
            .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))
            .Append(KeyValuePair.Create("lang", (string?)Text.OtherTag)));
}
