namespace AedCabinet.State
{
    /// <summary>How the cabinet is being used (SPEC §8). <see cref="ModeControl"/> moves between them.</summary>
    public enum OperatingMode
    {
        /// <summary>In service.</summary>
        Normal = 0,

        /// <summary>A declared exercise (应急救护演练): everything works, nobody is dispatched.</summary>
        Drill = 1,

        /// <summary>Somebody is working on the cabinet: the sounder is mute and nothing is urgent.</summary>
        Maintenance = 2,

        /// <summary>No valid configuration: the door and the local alarm work, nothing else can be relied on.</summary>
        NotCommissioned = 3,
    }
}
