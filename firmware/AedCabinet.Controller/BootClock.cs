using System;
using System.Threading;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The monotonic time of this boot, which every deadline and duration counts in: no wall clock steps it. A simulator may hand
    /// in one of its own whose time passes faster; every thread then waits through it.
    /// </summary>
    public class BootClock
    {
        // On a desktop the tick count is the host's; a cabinet's up-time begins with the cabinet.
        private readonly long _startedMs = Environment.TickCount64;

        /// <summary>Gets the milliseconds since the boot.</summary>
        public virtual long NowMs => Environment.TickCount64 - _startedMs;

        /// <summary>
        /// Gets a value indicating whether waiting is left to <see cref="Wait"/>, because time passes otherwise than the platform's. On a
        /// board threads wait by themselves: the frame of a call in between takes 204 bytes for as long as each of them waits.
        /// </summary>
        public virtual bool IsPaced => false;

        /// <summary>Lets the calling thread wait for news, or for its next round.</summary>
        /// <param name="handle">What brings the news.</param>
        /// <param name="milliseconds">How long at most, 0 and more.</param>
        /// <returns><c>true</c> for news, <c>false</c> when the time is up.</returns>
        public virtual bool Wait(WaitHandle handle, int milliseconds) => handle.WaitOne(milliseconds, false);
    }
}
