using AedCabinet.Settings;

namespace AedCabinet.Simulator.Fleet;

/// <summary>The settings from which one of the fleet's cabinets will be made.</summary>
/// <param name="Configuration">Its settings, commissioned.</param>
/// <param name="File">Makes the bytes of its <c>cabinet.json</c>.</param>
/// <param name="Broker">Where it connects.</param>
public sealed record FleetDraft(CabinetConfiguration Configuration, Func<byte[]> File, FleetBroker Broker);
