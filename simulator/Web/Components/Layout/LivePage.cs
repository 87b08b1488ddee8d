using AedCabinet.Page.Layout;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Web.Pictures;
using Microsoft.AspNetCore.Components;

namespace AedCabinet.Simulator.Web.Components.Layout;

/// <summary>A page that follows the cabinet shown.</summary>
public abstract class LivePage : FollowingPage
{
    /// <summary>Gets or sets the cabinets.</summary>
    [Inject]
    public required CabinetHost Cabinets { get; set; }

    /// <summary>Gets or sets which of them is shown.</summary>
    [Inject]
    public required ShownCabinet Shown { get; set; }

    /// <summary>Gets the cabinet shown.</summary>
    protected SimulatedCabinet Cabinet => Shown.Current;

    /// <summary>
    /// Gets the pause before a render: the sounder changes up to ten times a second, and more renders than this show nobody anything.
    /// </summary>
    protected override TimeSpan RenderInterval => TimeSpan.FromMilliseconds(50);

    /// <summary>Gets the pause between renders: temperatures, the AED's lights and the link have no event of their own.</summary>
    protected override TimeSpan PollInterval => TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    protected override void Follow()
    {
        Cabinets.Changed += RenderSoon;
        Shown.Changed += RenderSoon;
    }

    /// <inheritdoc/>
    protected override void Unfollow()
    {
        Cabinets.Changed -= RenderSoon;
        Shown.Changed -= RenderSoon;
    }
}
