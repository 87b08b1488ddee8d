namespace AedCabinet
{
    /// <summary>How far the cabinet has got on its way to the registry (SPEC §12).</summary>
    public enum LinkState
    {
        /// <summary>No connection; the next attempt has a time.</summary>
        Offline = 0,

        /// <summary>Waiting for the network to be there.</summary>
        Network = 1,

        /// <summary>The broker accepted the connection; waiting for it to accept the subscription.</summary>
        Broker = 2,

        /// <summary>Subscribed to commands; waiting for the birth message to be acknowledged.</summary>
        Subscribed = 3,

        /// <summary>Online: everything flows.</summary>
        Online = 4,
    }
}
