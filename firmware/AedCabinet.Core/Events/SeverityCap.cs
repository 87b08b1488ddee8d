using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.Events
{
    /// <summary>How much an event may matter at most in a mode (SPEC §7): nobody is dispatched for an exercise or for a repair.</summary>
    public static class SeverityCap
    {
        /// <summary>An event's severity in a mode.</summary>
        /// <param name="severity">The severity of its own (<see cref="EventCatalog.SeverityOf"/>).</param>
        /// <param name="mode">The mode in which it happened.</param>
        /// <returns>In a drill at most <see cref="Severity.Info"/>, in maintenance at most <see cref="Severity.Maintenance"/>, otherwise
        /// its own.</returns>
        public static Severity Cap(Severity severity, OperatingMode mode)
        {
            Severity highest = mode == OperatingMode.Drill ? Severity.Info
                : mode == OperatingMode.Maintenance ? Severity.Maintenance
                : Severity.Emergency;
            return severity > highest ? highest : severity;
        }
    }
}
