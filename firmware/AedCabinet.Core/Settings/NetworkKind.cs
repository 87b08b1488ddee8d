namespace AedCabinet.Settings
{
    /// <summary>How the board reaches the network. Names and passwords are not here: the flash tool deploys them to the CLR.</summary>
    public enum NetworkKind
    {
        /// <summary>Wi-Fi.</summary>
        Wifi = 0,

        /// <summary>A wired Ethernet port.</summary>
        Ethernet = 1,
    }
}
