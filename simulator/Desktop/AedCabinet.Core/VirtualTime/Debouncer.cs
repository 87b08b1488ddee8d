namespace AedCabinet.Timing
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class Debouncer
    {
        /// <summary>Gets a value indicating whether a raw contact that becomes true is believed only in a later scan.</summary>
        public bool IsDelayed => _trueAfterMs > 0;
    }
}
