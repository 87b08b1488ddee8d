namespace AedCabinet.Inputs
{
    /// <content>What only a desktop asks; no board carries it (SPEC §3).</content>
    public sealed partial class LightEdges
    {
        /// <summary>Forgets every edge.</summary>
        public void Clear()
        {
            lock (_lock)
            {
                _count = 0;
            }
        }
    }
}
