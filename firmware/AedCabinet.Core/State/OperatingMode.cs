namespace AedCabinet
{
    /// <summary>How the cabinet is being used (SPEC §8).</summary>
    public enum OperatingMode
    {
        /// <summary>In service.</summary>
        Normal = 0,

        /// <summary>No valid configuration: the door and the local alarm work, nothing else can be relied on.</summary>
        NotCommissioned = 1,
    }
}
