using AedCabinet.Centre;

namespace AedCabinet.Page.Registry;

/// <summary>
/// The order of open emergencies on one page: the newest first, and in places that do not move while a hand is at them (SPEC §18).
/// Until the hand has gone, what is new waits and what is over stays.
/// </summary>
public sealed class EmergencyOrder
{
    private readonly HashSet<EmergencyKey> _known = [];
    private List<ShownEmergency> _shown = [];

    /// <summary>Gets the rows, from the top.</summary>
    public IReadOnlyList<ShownEmergency> Shown => _shown;

    /// <summary>Gets what is open and waits for the hand to go, the newest first.</summary>
    public IReadOnlyList<ShownEmergency> Waiting { get; private set; } = [];

    /// <summary>Takes what is open now.</summary>
    /// <param name="cabinets">The cabinets with something open.</param>
    /// <param name="isHeld">Whether a hand is at the list.</param>
    /// <returns>What this page has not seen before, the newest first.</returns>
    public IReadOnlyList<ShownEmergency> Take(IEnumerable<CabinetRecord> cabinets, bool isHeld)
    {
        List<ShownEmergency> open =
        [
            .. cabinets.SelectMany(cabinet => cabinet.Open.Select(item => new ShownEmergency(cabinet, item)))
                .OrderByDescending(item => item.Open.Since).ThenBy(item => item.Id, StringComparer.Ordinal),
        ];
        if (!isHeld)
        {
            _shown = open;
            Waiting = [];
        }
        else
        {
            Dictionary<EmergencyKey, ShownEmergency> now = open.ToDictionary(item => item.Key);
            _shown = [.. _shown.Select(item => now.GetValueOrDefault(item.Key) ?? item with { IsOver = true })];
            HashSet<EmergencyKey> shown = [.. _shown.Select(item => item.Key)];
            Waiting = [.. open.Where(item => !shown.Contains(item.Key))];
        }

        ShownEmergency[] fresh = [.. open.Where(item => !_known.Contains(item.Key))];
        _known.Clear();
        _known.UnionWith(open.Select(item => item.Key));
        return fresh;
    }
}
