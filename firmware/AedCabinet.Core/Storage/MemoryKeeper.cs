namespace AedCabinet
{
    /// <summary>
    /// Keeps the cabinet's memory and the marks of this boot on flash. For the storage thread: <see cref="Take"/>, then store
    /// the events, then <see cref="Step"/>, so that a memory is never on flash before the event it comes from.
    /// </summary>
    public sealed partial class MemoryKeeper
    {
        /// <summary>The name of the memory's slots on flash.</summary>
        public const string FileName = "memory";

        private const int MinuteMs = 60000;

        private readonly TwoSlotRecord _record;
        private readonly MemoryMailbox _mailbox;
        private readonly BootRecord _boots;
        private readonly RestartDesk _desk;
        private readonly CabinetMemory _taken = new CabinetMemory();
        private bool _isUnwritten;
        private bool _isSurvivalKept;
        private long _soundMs;

        /// <summary>Initializes a new instance of the <see cref="MemoryKeeper"/> class and hands the memory on flash to the mailbox.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="mailbox">Where the scan finds the memory and leaves it.</param>
        /// <param name="boots">The record of this boot.</param>
        /// <param name="desk">Asked for the restart out of safe mode.</param>
        public MemoryKeeper(IStorage storage, MemoryMailbox mailbox, BootRecord boots, RestartDesk desk)
        {
            _record = new TwoSlotRecord(storage, FileName);
            _mailbox = mailbox;
            _boots = boots;
            _desk = desk;
            if (_record.TryRead(out byte[] content))
            {
                _taken.FromBytes(content);
                mailbox.Restore(_taken);
            }
        }

        /// <summary>Takes what the scan has left. To be called before its events are stored.</summary>
        public void Take() => _isUnwritten = _mailbox.TryTake(_taken) || _isUnwritten;

        /// <summary>Writes what was taken, and the marks that are due. What flash refuses is tried again in the next step.</summary>
        /// <param name="nowMs">Monotonic time since the start in milliseconds.</param>
        public void Step(long nowMs)
        {
            if (_isUnwritten)
            {
                _isUnwritten = !_record.TryWrite(_taken.ToBytes());
            }

            if (!_isSurvivalKept)
            {
                _boots.NoteLife(nowMs);
                _isSurvivalKept = nowMs >= SupervisionTimeouts.SurvivedMs && _boots.TryMarkSurvived();
            }

            int soundMinutes = (int)((nowMs - _soundMs) / MinuteMs);
            if (_boots.IsSafeMode && soundMinutes > 0 && _boots.TryAddSound(soundMinutes))
            {
                _soundMs += soundMinutes * MinuteMs;
                if (_boots.HasRunSoundly)
                {
                    _desk.Ask("safe mode ended");
                }
            }
        }
    }
}
