using AedCabinet.Centre;
using AedCabinet.Page.Layout;
using AedCabinet.Page.Words;

namespace AedCabinet.Page.Registry;

/// <summary>What one open page has chosen to see of the registry, kept while it goes from one tab to another.</summary>
/// <param name="site">Whose page it is.</param>
/// <param name="office">Who looks.</param>
public sealed class RegistryLook(PageSite site, ScopedOffice office)
{
    /// <summary>
    /// Gets or sets who commands where nobody logs in; goes with every command. <c>null</c> until somebody has said so.
    /// </summary>
    public string? Operator { get; set; }

    /// <summary>Who commands.</summary>
    /// <param name="text">The page's text.</param>
    /// <returns>Who is logged in; in a demonstration the name chosen.</returns>
    public string OperatorIn(PageText text) => !site.IsDemonstration ? office.Scope.Name : Operator ?? text.Say("who.default");

    /// <summary>Gets or sets by what the cabinets are put together.</summary>
    public CabinetGrouping Grouping { get; set; }

    /// <summary>Gets or sets which cabinets are shown, or <c>null</c> for all.</summary>
    public CabinetStatus? Status { get; set; }

    /// <summary>Gets or sets the words looked for among the cabinets.</summary>
    public string Search { get; set; } = string.Empty;
}
