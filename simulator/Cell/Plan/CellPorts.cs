namespace AedCabinet.Cell.Plan;

/// <summary>The ports of one machine of a cell, all in the cell's own network but the first.</summary>
/// <param name="Cabinets">HAProxy, for the cabinets: the one port that is open to the world.</param>
/// <param name="Mqtt">The gateway for MQTT of nats-server, which HAProxy hands on to.</param>
/// <param name="Client">nats-server, for the workers.</param>
/// <param name="Route">nats-server, for its two neighbours.</param>
/// <param name="Monitor">nats-server's page for HAProxy's question whether it is sound.</param>
public sealed record CellPorts(int Cabinets, int Mqtt, int Client, int Route, int Monitor)
{
    /// <summary>Gets the usual ports, for a machine of its own.</summary>
    public static CellPorts Usual { get; } = new(8883, 1883, 4222, 6222, 8222);
}
