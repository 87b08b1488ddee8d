namespace AedCabinet.State
{
    /// <summary>
    /// Whether a state is worth telling anew: everything counts, but temperatures and voltages only when they have moved.
    /// </summary>
    public static class StateChange
    {
        /// <summary>A temperature must have moved by this, in tenths of a degree: a probe's last digit is noise.</summary>
        public const int TemperatureStepDeciC = 10;

        /// <summary>A voltage must have moved by this, in millivolts.</summary>
        public const int BatteryStepMv = 200;

        /// <summary>Compares what was told with what is.</summary>
        /// <param name="told">The state told last.</param>
        /// <param name="now">The state now.</param>
        /// <returns><c>true</c> when a reader should know.</returns>
        public static bool IsWorthTelling(CabinetState told, CabinetState now) =>
            told.LastSeq != now.LastSeq
            || told.Reasons != now.Reasons
            || told.Mode != now.Mode
            || told.IsAedDoorOpen != now.IsAedDoorOpen
            || told.IsKitDoorOpen != now.IsKitDoorOpen
            || told.Aed != now.Aed
            || told.Indicator != now.Indicator
            || told.InsideProbe != now.InsideProbe
            || told.OutsideProbe != now.OutsideProbe
            || told.IsHeaterOn != now.IsHeaterOn
            || told.IsFanOn != now.IsFanOn
            || told.Mains != now.Mains
            || told.Battery != now.Battery
            || told.IsRemovalOpen != now.IsRemovalOpen
            || told.IsSosOpen != now.IsSosOpen
            || told.IsKitOpeningOpen != now.IsKitOpeningOpen
            || HasMoved(told.InsideDeciC, now.InsideDeciC, TemperatureStepDeciC)
            || HasMoved(told.OutsideDeciC, now.OutsideDeciC, TemperatureStepDeciC)
            || HasMoved(told.BatteryMv, now.BatteryMv, BatteryStepMv);

        private static bool HasMoved(int told, int now, int step) => now - told >= step || told - now >= step;
    }
}
