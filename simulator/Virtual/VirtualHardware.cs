using AedCabinet.Commands;
using AedCabinet.Inputs;
using AedCabinet.Platform;

namespace AedCabinet.Simulator.Virtual;

/// <summary>What a virtual board is made of, as its firmware sees it; it outlives the boots.</summary>
public sealed class VirtualHardware
{
    /// <summary>Gets who knows the virtual time.</summary>
    public required Timeline Timeline { get; init; }

    /// <summary>Gets the flash.</summary>
    public required IStorage Flash { get; init; }

    /// <summary>Gets the wall clock.</summary>
    public required VirtualClock Clock { get; init; }

    /// <summary>Gets the network.</summary>
    public required VirtualNetwork Network { get; init; }

    /// <summary>Gets the broker.</summary>
    public required VirtualBroker Broker { get; init; }

    /// <summary>Gets who sees every event.</summary>
    public required IEventWitness Witness { get; init; }

    /// <summary>Gets who knows the cabinet's key.</summary>
    public required IMessageAuthenticator Authenticator { get; set; }

    /// <summary>Gets or sets who stands between the command gate and what executes: nobody unless set.</summary>
    public Func<ICommandExecutor, ICommandExecutor> Watch { get; set; } = executor => executor;

    /// <summary>Gets or sets what started the board.</summary>
    public WakeCause WakeCause { get; set; }

    /// <summary>Gets or sets who ends a start that fails, or <c>null</c>.</summary>
    public Controller.LastResort? LastResort { get; set; }

    /// <summary>Gets or sets the source of jitter.</summary>
    public required Random Random { get; set; }

    /// <summary>Gets the serial log.</summary>
    public required ILog Log { get; init; }
}
