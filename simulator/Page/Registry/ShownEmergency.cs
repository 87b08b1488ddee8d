using AedCabinet.Centre;

namespace AedCabinet.Page.Registry;

/// <summary>A row of the list of open emergencies.</summary>
/// <param name="Cabinet">The cabinet as it is now, or as it was when the emergency was over.</param>
/// <param name="Open">The emergency.</param>
/// <param name="IsOver">Whether it is over and stays only because a hand is at the list.</param>
public sealed record ShownEmergency(CabinetRecord Cabinet, OpenEmergency Open, bool IsOver = false)
{
    /// <summary>Gets what tells it from all others.</summary>
    public EmergencyKey Key => EmergencyKey.Of(Open);

    /// <summary>Gets the same in words that may stand in an HTML id.</summary>
    public string Id => $"{Open.Cabinet}-{Open.Event.Replace('.', '-')}";
}
