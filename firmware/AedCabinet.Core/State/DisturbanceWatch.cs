using AedCabinet.Inputs;
using AedCabinet.Judgement;
using AedCabinet.Settings;

namespace AedCabinet.State
{
    /// <summary>
    /// Whether something happens at the cabinet in which no TLS handshake may begin, because it would freeze the alarm (SPEC §3).
    /// </summary>
    public sealed class DisturbanceWatch
    {
        private readonly bool _hasKitDoor;
        private bool _hasSeen;
        private bool _wasAedDoorContactOpen;
        private bool _wasKitDoorContactOpen;

        /// <summary>Initializes a new instance of the <see cref="DisturbanceWatch"/> class.</summary>
        /// <param name="kind">What the enclosure holds.</param>
        public DisturbanceWatch(CabinetKind kind)
        {
            _hasKitDoor = kind != CabinetKind.Aed;
        }

        /// <summary>Judges one scan.</summary>
        /// <param name="inputs">The input image.</param>
        /// <param name="senses">What was made of it.</param>
        /// <returns><c>true</c> when a door moved or an emergency began in this scan.</returns>
        public bool Update(InputImage inputs, SensorJudgement senses)
        {
            // The contacts themselves, not only what is believed of them: frozen within the 50 ms of a door's
            // debouncing, the sounder would come seconds late.
            bool hasMoved = _hasSeen && (inputs.AedDoorContactOpen != _wasAedDoorContactOpen
                || (_hasKitDoor && inputs.KitDoorContactOpen != _wasKitDoorContactOpen));
            _hasSeen = true;
            _wasAedDoorContactOpen = inputs.AedDoorContactOpen;
            _wasKitDoorContactOpen = inputs.KitDoorContactOpen;
            return hasMoved || senses.Aed.Door.Changed || senses.Kit.Door.Changed
                || OpenEmergencies.WasRemoved(senses.Aed) || senses.Sos.Pressed;
        }
    }
}
