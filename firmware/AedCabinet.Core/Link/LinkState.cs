namespace AedCabinet.Link
{
    /// <summary>How far the cabinet has got on its way to the registry (SPEC §12).</summary>
    public enum LinkState
    {
        /// <summary>No connection; the next attempt has a time.</summary>
        Offline = 0,

        /// <summary>Waiting for the network to be there.</summary>
        Network = 1,

        /// <summary>
        /// With TLS: waiting for the time of day, which certificates are judged by, and for the outputs to be safe to freeze.
        /// </summary>
        Clock = 2,

        /// <summary>The broker accepted the connection; waiting for it to accept the subscription.</summary>
        Broker = 3,

        /// <summary>Subscribed to commands; waiting for the birth message to be acknowledged.</summary>
        Subscribed = 4,

        /// <summary>Online: everything flows.</summary>
        Online = 5,
    }
}
