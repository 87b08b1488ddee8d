using AedCabinet.Page.Layout;
using Microsoft.AspNetCore.Components;

namespace AedCabinet.Page.Registry;

/// <summary>A page that follows what the registry sees.</summary>
public abstract class RegistryLive : FollowingPage
{
    /// <summary>Gets or sets the registry.</summary>
    [Inject]
    public required ScopedOffice Office { get; set; }

    /// <inheritdoc/>
    protected override TimeSpan RenderInterval => Office.Pace;

    /// <summary>Gets the pause between renders: ages grow without any message.</summary>
    protected override TimeSpan PollInterval => TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    protected override void Follow()
    {
        Office.Changed += RenderSoon;
        Office.Desk.Changed += RenderSoon;
        Office.Emergencies.Changed += RenderSoon;
    }

    /// <inheritdoc/>
    protected override void Unfollow()
    {
        Office.Changed -= RenderSoon;
        Office.Desk.Changed -= RenderSoon;
        Office.Emergencies.Changed -= RenderSoon;
    }
}
