using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace AedCabinet.Simulator.Web.Components.Layout;

/// <summary>Text in a drawing: Razor takes a <c>text</c> element in a file to mean something else.</summary>
public sealed class SvgText : ComponentBase
{
    /// <summary>Gets or sets where it is, and how it looks.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    /// <summary>Gets or sets the text.</summary>
    [Parameter]
    public required RenderFragment ChildContent { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddMultipleAttributes(1, Attributes);
        builder.AddContent(2, ChildContent);
        builder.CloseElement();
    }
}
