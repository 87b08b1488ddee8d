namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>What a <see cref="FaultProxy"/> does to the connection between a cabinet and its broker.</summary>
internal enum LinkFault
{
    /// <summary>Nothing: it forwards.</summary>
    None,

    /// <summary>Every connection is reset as soon as it is accepted.</summary>
    Reset,

    /// <summary>
    /// Nothing passes any more, in either direction, and nobody is told: a half-open connection. New ones are accepted and get no answer.
    /// </summary>
    BlackHole,

    /// <summary>A connection is answered with a refusing CONNACK (server unavailable).</summary>
    Refuse,

    /// <summary>A connection is answered with an accepting CONNACK and with nothing after it.</summary>
    AcceptAndSayNothing,

    /// <summary>The broker gets everything, but its acknowledgements of messages don't arrive.</summary>
    SwallowAcknowledgements,
}
