using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Inspection
{
    /// <summary>Everything in a cabinet that has a last day of use: the AED's pads and battery, and the first-aid kit.</summary>
    /// <remarks>
    /// Days are known only when the clock is. Until then nothing is due, and no reason of SPEC §6 stands for that: the
    /// reasons <c>pads-expired</c>, <c>battery-expired</c> and <c>kit-expired</c> are then absent because they are unknown,
    /// which a reader of the state sees by its <c>"clock":"unsynced"</c>. So that a restart without a network doesn't
    /// make expired pads look good again, hand in the last day known before the restart until the clock comes: today is
    /// not before it, and what was expired then still is.
    /// </remarks>
    public sealed class Expiries
    {
        private readonly Expiry[] _all;

        /// <summary>Initializes a new instance of the <see cref="Expiries"/> class, with no date known.</summary>
        /// <param name="settings">When to tell.</param>
        public Expiries(CareSettings settings)
        {
            Pads = new Expiry("pads", settings);
            Battery = new Expiry("battery", settings);
            Kit = new Expiry("kit", settings);
            _all = new Expiry[] { Pads, Battery, Kit };
        }

        /// <summary>Gets the AED's pads.</summary>
        public Expiry Pads { get; }

        /// <summary>Gets the AED's battery.</summary>
        public Expiry Battery { get; }

        /// <summary>Gets the first-aid kit.</summary>
        public Expiry Kit { get; }

        /// <summary>Gets how many there are.</summary>
        public int Count => _all.Length;

        /// <summary>One of them, to look at each in turn.</summary>
        /// <param name="index">0 to below <see cref="Count"/>.</param>
        /// <returns>The expiry.</returns>
        public Expiry At(int index) => _all[index];

        /// <summary>Judges one scan.</summary>
        /// <param name="today">The local day, a day that today is known not to be before, or <see cref="LocalTime.Unknown"/>.</param>
        public void Update(int today)
        {
            for (int i = 0; i < _all.Length; i++)
            {
                _all[i].Update(today);
            }
        }
    }
}
