namespace AedCabinet.Controller
{
    /// <content>What only a desktop asks; no board carries it (SPEC §3).</content>
    public sealed partial class ControlLoop
    {
        /// <summary>One scan.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Scan(long nowMs)
        {
            for (int stage = Sensing; stage <= Telling; stage++)
            {
                TryDo(stage, nowMs, nowMs);
            }
        }

        /// <summary>Asks <see cref="Run"/> to return after the scan it is in.</summary>
        public void Stop() => _stop.Set();
    }
}
