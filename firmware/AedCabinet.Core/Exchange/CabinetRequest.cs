using AedCabinet.State;

namespace AedCabinet.Exchange
{
    /// <summary>A request to the cabinet. The sender's right to it was checked before.</summary>
    public enum CabinetRequest
    {
        /// <summary>Guide somebody to the cabinet for a while.</summary>
        Locate = 0,

        /// <summary>Mute the sounder for a while.</summary>
        Silence = 1,

        /// <summary>Declare a drill for a while.</summary>
        StartDrill = 2,

        /// <summary>End the drill.</summary>
        EndDrill = 3,

        /// <summary>Declare maintenance for a while.</summary>
        StartMaintenance = 4,

        /// <summary>End maintenance.</summary>
        EndMaintenance = 5,

        /// <summary>
        /// Somebody has taken care of the open emergencies; of one of them where its bit (<see cref="OpenEmergencies.Opened"/>) stands in
        /// the place of the duration.
        /// </summary>
        Acknowledge = 6,

        /// <summary>Somebody has inspected the cabinet.</summary>
        Inspect = 7,

        /// <summary>Test yourself.</summary>
        SelfTest = 8,

        /// <summary>Observe the AED's indicator and propose a profile.</summary>
        LearnIndicator = 9,

        /// <summary>Release the lock for a while.</summary>
        Unlock = 10,

        /// <summary>Declare a drill of which SOS is a part.</summary>
        StartSosDrill = 11,
    }
}
