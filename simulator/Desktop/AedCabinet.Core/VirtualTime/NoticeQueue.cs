namespace AedCabinet.Exchange
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class NoticeQueue
    {
        /// <summary>Gets how many notices wait for the scan, 0–<see cref="Capacity"/>.</summary>
        public int Count => _notices.Count;
    }
}
