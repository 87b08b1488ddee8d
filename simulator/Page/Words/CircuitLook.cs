namespace AedCabinet.Page.Words;

/// <summary>How one open page is shown: for services and the layout, which no parameter reaches.</summary>
public sealed class CircuitLook
{
    /// <summary>Gets or sets the page's text.</summary>
    public PageText Text { get; set; } = PageText.Chinese;

    /// <summary>Gets or sets from where it is looked at.</summary>
    public string From { get; set; } = "?";

    /// <summary>Gets or sets a value indicating whether it is a page with a connection, and not its first picture.</summary>
    public bool IsAlive { get; set; }

    /// <summary>Gets or sets a value indicating whether it was dark when it was last open.</summary>
    public bool IsDark { get; set; }
}
