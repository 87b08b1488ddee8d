namespace AedCabinet.Inputs
{
    /// <summary>What started the controller.</summary>
    public enum WakeCause
    {
        /// <summary>Power came, or the board was restarted.</summary>
        PowerOn = 0,

        /// <summary>The timer of a deep sleep.</summary>
        Timer = 1,

        /// <summary>The door's pin: it moved while the board slept.</summary>
        Pin = 2,

        /// <summary>Something else.</summary>
        Unknown = 3,

        /// <summary>The SOS button's pin: it was pressed while the board slept.</summary>
        Sos = 4,
    }
}
