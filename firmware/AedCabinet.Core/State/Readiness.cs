namespace AedCabinet
{
    /// <summary>Whether a bystander may rely on the cabinet now: a pure function of its state (SPEC §6).</summary>
    public static class Readiness
    {
        private static readonly string[] s_names =
        {
            "aed-missing",
            "aed-unknown",
            "temperature-unknown",
            "not-commissioned",
        };

        /// <summary>Gets how many reasons there are.</summary>
        public static int Count => s_names.Length;

        /// <summary>Every reason that holds.</summary>
        /// <param name="state">The cabinet's state.</param>
        /// <returns>Bits <c>1 &lt;&lt; ReadinessReason</c>; 0 means ready.</returns>
        public static int ReasonsOf(CabinetState state)
        {
            // This firmware reads neither the AED's indicator nor a temperature probe yet, and says so:
            // a cabinet that can't see its AED is never ready.
            int reasons = (1 << (int)ReadinessReason.AedUnknown) | (1 << (int)ReadinessReason.TemperatureUnknown);
            if (state.Aed == Presence.Absent)
            {
                reasons |= 1 << (int)ReadinessReason.AedMissing;
            }

            if (state.Mode == OperatingMode.NotCommissioned)
            {
                reasons |= 1 << (int)ReadinessReason.NotCommissioned;
            }

            return reasons;
        }

        /// <summary>The reason's name on the wire.</summary>
        /// <param name="reason">The reason.</param>
        /// <returns>For example <c>aed-missing</c>.</returns>
        public static string NameOf(ReadinessReason reason) => s_names[(int)reason];
    }
}
