namespace AedCabinet.Cell.Plan;

/// <summary>The ports of one machine of a cell, all in the cell's own network but the first.</summary>
/// <param name="Cabinets">HAProxy, for the cabinets: the one port that is open to the world.</param>
/// <param name="Mqtt">The gateway for MQTT of nats-server, which HAProxy hands on to.</param>
/// <param name="Client">nats-server, for the workers.</param>
/// <param name="Route">nats-server, for its two neighbours.</param>
/// <param name="Monitor">nats-server's page for HAProxy's question whether it is sound.</param>
/// <param name="Database">PostgreSQL.</param>
/// <param name="Patroni">Patroni's own page, by which it tells who leads.</param>
/// <param name="EtcdClient">etcd, for Patroni.</param>
/// <param name="EtcdPeer">etcd, for its two neighbours.</param>
public sealed record CellPorts(int Cabinets, int Mqtt, int Client, int Route, int Monitor, int Database, int Patroni,
    int EtcdClient, int EtcdPeer)
{
    /// <summary>How many of them each machine of a trial has for itself: all but the cabinets'.</summary>
    public const int OfOneMachine = 8;

    /// <summary>HAProxy, for the registry's pages: open to those who work with them.</summary>
    public const int PagesHttps = 443;

    /// <summary>A worker's figures and health, at its own machine.</summary>
    public const int Worker = 9465;

    /// <summary>Gets where the registry's pages listen, at their own machine, for HAProxy.</summary>
    public static IReadOnlyList<int> Pages { get; } = [9464, 9466];

    /// <summary>Gets the usual ports, for a machine of its own.</summary>
    public static CellPorts Usual { get; } = new(8883, 1883, 4222, 6222, 8222, 5432, 8008, 2379, 2380);

    /// <summary>The ports of one machine of a trial.</summary>
    /// <param name="cabinets">The port at which cabinets come in.</param>
    /// <param name="free">Free ports, <see cref="OfOneMachine"/> of them.</param>
    /// <returns>They.</returns>
    public static CellPorts Of(int cabinets, IReadOnlyList<int> free) =>
        new(cabinets, free[0], free[1], free[2], free[3], free[4], free[5], free[6], free[7]);
}
