using AedCabinet.Exchange;
using AedCabinet.Formats;
using AedCabinet.Indicator;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Supply;
using AedCabinet.Temperature;

namespace AedCabinet.Inspection
{
    /// <summary>The cabinet's report on its own senses in a self-test (SPEC §4, service button).</summary>
    public static class SelfTest
    {
        private const string Failed = ", FAILED";

        private const string IndicatorNames = "unknown, ready, in use, attention, dark, conflict";

        /// <summary>Tests what can be tested without moving anything.</summary>
        /// <param name="state">The cabinet's state.</param>
        /// <param name="isOnline">Whether the link is up.</param>
        /// <returns>The names of what failed, separated by commas; empty when nothing did.</returns>
        public static string FailuresOf(CabinetState state, bool isOnline)
        {
            string failures = string.Empty;
            failures = Add(failures, state.Temperature == TemperatureLevel.Unknown, "probe");
            failures = Add(failures, state.IsHeaterFault, "heater");
            failures = Add(failures, state.Kind != CabinetKind.Kit && state.Indicator == IndicatorState.Unknown
                && !state.IsVouchedByInspection, "indicator");
            failures = Add(failures, state.Mains == MainsState.Lost, "mains");
            failures = Add(failures, state.Battery == BatteryLevel.Low || state.Battery == BatteryLevel.Critical, "battery");
            return Add(failures, !isOnline, "link");
        }

        /// <summary>Says what each sense reads and whether that is a failure, one line each.</summary>
        /// <param name="report">Receives the lines.</param>
        /// <param name="state">The cabinet's state.</param>
        /// <param name="configuration">What is fitted.</param>
        /// <param name="isOnline">Whether the link is up.</param>
        public static void Tell(SelfTestReport report, CabinetState state, CabinetConfiguration configuration, bool isOnline)
        {
            report.Add("probe: " + ProbeText(state, configuration));
            report.Add("indicator: " + IndicatorText(state, configuration));
            report.Add("mains: " + MainsText(state.Mains));
            report.Add("battery: " + (state.Battery == BatteryLevel.NotFitted ? "not fitted" : BatteryText(state)));
            report.Add("link: " + (isOnline ? "online, ok" : "offline" + Failed));
        }

        private static string ProbeText(CabinetState state, CabinetConfiguration configuration)
        {
            bool isRead = state.InsideProbe == ProbeHealth.Ok;
            string failed = state.Temperature == TemperatureLevel.Unknown ? Failed : string.Empty;
            return isRead ? TemperatureText.Of(state.InsideDeciC) + " °C" + (failed.Length == 0 ? ", ok" : failed)
                : configuration.Climate.ProbeFitted ? (state.InsideProbe == ProbeHealth.Fault ? "faulty" : "nothing read yet") + failed
                : "not fitted" + failed;
        }

        private static string IndicatorText(CabinetState state, CabinetConfiguration configuration)
        {
            if (configuration.Kind == CabinetKind.Kit)
            {
                return "not fitted";
            }

            if (state.Indicator != IndicatorState.Unknown)
            {
                return Words.At(IndicatorNames, (int)state.Indicator) + ", is read";
            }

            return state.IsVouchedByInspection ? "not read, an inspection vouches, ok" : "unknown" + Failed;
        }

        private static string BatteryText(CabinetState state) =>
            (state.BatteryMv / 1000).ToString() + "." + ((state.BatteryMv % 1000) / 100).ToString() + " V" + BatteryEnd(state.Battery);

        private static string MainsText(MainsState mains) =>
            mains == MainsState.Present ? "present, ok"
            : mains == MainsState.Lost ? "lost" + Failed
            : mains == MainsState.NotFitted ? "not fitted"
            : "not known yet";

        private static string BatteryEnd(BatteryLevel level) =>
            level == BatteryLevel.Ok ? ", ok"
            : level == BatteryLevel.Low ? ", low" + Failed
            : level == BatteryLevel.Critical ? ", critical" + Failed
            : level == BatteryLevel.NotFitted ? string.Empty
            : ", not judged yet";

        private static string Add(string failures, bool isFailure, string name) =>
            !isFailure ? failures : failures.Length == 0 ? name : failures + "," + name;
    }
}
