namespace AedCabinet.Judgement
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class Contact
    {
        /// <summary>Gets a value indicating whether a change of it is seen in a scan before the one in which it is believed.</summary>
        public bool IsDebounced => _debouncer.IsDelayed;
    }
}
