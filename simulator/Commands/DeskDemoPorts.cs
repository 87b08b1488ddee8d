namespace AedCabinet.Simulator.Commands;

/// <summary>Where the parts of a demonstration are reached on 127.0.0.1.</summary>
/// <param name="Mqtt">The broker.</param>
/// <param name="Page">The cabinets' page.</param>
/// <param name="Registry">The registry.</param>
internal sealed record DeskDemoPorts(int Mqtt, int Page, int Registry);
