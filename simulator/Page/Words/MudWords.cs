using Microsoft.Extensions.Localization;
using MudBlazor;

namespace AedCabinet.Page.Words;

/// <summary>What MudBlazor's components say by themselves, from the page's words.</summary>
/// <param name="look">The page's language.</param>
internal sealed class MudWords(CircuitLook look) : MudLocalizer
{
    /// <inheritdoc/>
    public override LocalizedString this[string key] => new(key, look.Text[key], resourceNotFound: !PageText.Has(key));

    /// <inheritdoc/>
    public override LocalizedString this[string key, params object[] arguments] =>
        new(key, PageText.Has(key) ? look.Text[key, arguments] : key, resourceNotFound: !PageText.Has(key));
}
