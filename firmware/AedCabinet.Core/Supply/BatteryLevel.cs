namespace AedCabinet.Supply
{
    /// <summary>How much the battery has left, as far as its voltage tells.</summary>
    public enum BatteryLevel
    {
        /// <summary>Not measured for long enough since the boot.</summary>
        Unknown = 0,

        /// <summary>Enough.</summary>
        Ok = 1,

        /// <summary>Little.</summary>
        Low = 2,

        /// <summary>Nearly nothing: the cabinet can't be relied on.</summary>
        Critical = 3,

        /// <summary>The battery is not measured.</summary>
        NotFitted = 4,
    }
}
