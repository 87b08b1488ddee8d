namespace AedCabinet
{
    /// <summary>What the cabinet can say of its own senses when asked to test itself (SPEC §4, service button).</summary>
    public static class SelfTest
    {
        /// <summary>Tests what can be tested without moving anything.</summary>
        /// <param name="state">The cabinet's state.</param>
        /// <param name="isOnline">Whether the link is up.</param>
        /// <returns>The names of what failed, separated by commas; empty when nothing did.</returns>
        public static string FailuresOf(CabinetState state, bool isOnline)
        {
            string failures = string.Empty;
            failures = Add(failures, state.Temperature == TemperatureLevel.Unknown, "probe");
            failures = Add(failures, state.IsHeaterFault, "heater");
            failures = Add(failures, state.Kind != CabinetKind.Kit && state.Indicator == IndicatorState.Unknown && !state.IsVouchedByInspection, "indicator");
            failures = Add(failures, state.Mains == MainsState.Lost, "mains");
            failures = Add(failures, state.Battery == BatteryLevel.Low || state.Battery == BatteryLevel.Critical, "battery");
            return Add(failures, !isOnline, "link");
        }

        private static string Add(string failures, bool isFailure, string name) =>
            !isFailure ? failures : failures.Length == 0 ? name : failures + "," + name;
    }
}
