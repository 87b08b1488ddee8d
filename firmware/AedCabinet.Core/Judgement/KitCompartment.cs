using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Judgement
{
    /// <summary>The first-aid kit's compartment: its door (SPEC §4).</summary>
    public sealed class KitCompartment
    {
        private readonly bool _isFitted;

        /// <summary>Initializes a new instance of the <see cref="KitCompartment"/> class.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        public KitCompartment(CabinetConfiguration configuration)
        {
            Door = new Contact(configuration.Door.OpenDebounceMs, configuration.Door.ClosedDebounceMs, false, configuration.Chattering);
            LeftOpen = new DoorWatch(configuration.Door);
            _isFitted = configuration.Kind != CabinetKind.Aed;
        }

        /// <summary>Gets the door contact; true while open.</summary>
        public Contact Door { get; }

        /// <summary>Gets whether the door has been left open.</summary>
        public DoorWatch LeftOpen { get; }

        /// <summary>Gets when something is judged differently if nothing moves, in milliseconds, or <see cref="Deadline.Never"/>.</summary>
        public long DeadlineMs => Deadline.Earlier(Door.DeadlineMs, LeftOpen.DeadlineMs);

        /// <summary>Judges one scan's contact.</summary>
        /// <param name="inputs">The input image.</param>
        /// <param name="isSupplied">Whether the contact has its supply.</param>
        /// <param name="hasWoken">Whether it was this door that woke the board: it moved, although it may be back by now.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(InputImage inputs, bool isSupplied, bool hasWoken, long nowMs)
        {
            if (_isFitted)
            {
                Door.Update(isSupplied ? inputs.KitDoorContactOpen : Door.Value, nowMs);
                if (hasWoken)
                {
                    Door.Flip(nowMs);
                }

                LeftOpen.Update(Door.Value, Door.SinceMs, nowMs);
            }
        }
    }
}
