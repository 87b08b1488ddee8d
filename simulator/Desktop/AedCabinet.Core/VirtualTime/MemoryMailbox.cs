namespace AedCabinet.Exchange
{
    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class MemoryMailbox
    {
        /// <summary>Gets a value indicating whether there is something new to be stored.</summary>
        public bool HasNews
        {
            get
            {
                lock (_lock)
                {
                    return _hasNews;
                }
            }
        }
    }
}
