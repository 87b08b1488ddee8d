using System;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The monotonic time of this boot, which every deadline and duration counts in: no wall clock steps it. A test may hand
    /// in one of its own whose time passes faster.
    /// </summary>
    public class BootClock
    {
        // On a desktop the tick count is the host's; a cabinet's up-time begins with the cabinet.
        private readonly long _startedMs = Environment.TickCount64;

        /// <summary>Gets the milliseconds since the boot.</summary>
        public virtual long NowMs => Environment.TickCount64 - _startedMs;
    }
}
