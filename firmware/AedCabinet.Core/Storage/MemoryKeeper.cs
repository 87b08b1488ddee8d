using System;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Platform;
using AedCabinet.Supervision;

namespace AedCabinet.Storage
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

        // What is spoilt still after ten minutes is given up.
        private const int MaxUnreadMs = 600000;

        private readonly TwoSlotRecord _record;
        private readonly MemoryMailbox _mailbox;
        private readonly BootRecord _boots;
        private readonly RestartDesk _desk;
        private readonly PersistentState _taken = new PersistentState();

        // What the boot before left, where it was read only after the scan had begun without it.
        private PersistentState _before;
        private bool _isUnwritten;
        private bool _isUnread;
        private long _readAgainAtMs;
        private bool _isSurvivalKept;
        private long _soundMs;

        /// <summary>
        /// Initializes a new instance of the <see cref="MemoryKeeper"/> class and hands the memory on flash to the mailbox.
        /// </summary>
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
            try
            {
                if (_record.TryRead(out byte[] content))
                {
                    _taken.FromBytes(content);
                    mailbox.Restore(_taken);
                }

                _isUnread = content == null && _record.IsDoubtful;
            }
            catch (Exception exception) when (boots.IsSafeMode && !(exception is OutOfMemoryException))
            {
                // What stands there is kept; without it the others go on.
                _isUnread = true;
            }
        }

        /// <summary>Gets a value indicating whether flash refuses the memory, or can't tell the one of the boot before.</summary>
        public bool IsAtFault => _isUnread || _isUnwritten;

        /// <summary>Takes what the scan has left. To be called before its events are stored.</summary>
        public void Take()
        {
            if (_mailbox.TryTake(_taken))
            {
                _isUnwritten = true;
                AddBefore();
            }
        }

        /// <summary>Writes what was taken, and the marks that are due. What flash refuses is tried again in the next step.</summary>
        /// <param name="nowMs">Monotonic time since the start in milliseconds.</param>
        public void Step(long nowMs)
        {
            if ((_isUnread || _boots.IsUnread) && nowMs >= _readAgainAtMs)
            {
                ReadAgain(nowMs);
            }

            if (_isUnwritten && !_isUnread)
            {
                // Twice: with one slot spoilt, the memory before would be without what was opened last.
                _isUnwritten = !_record.TryWriteTwice(_taken.ToBytes());
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

        // The scan takes it up at its next start.
        private void ReadAgain(long nowMs)
        {
            _readAgainAtMs = nowMs + Outbox.RetryMs;
            if (_boots.IsUnread && _boots.TryReadAgain(nowMs < MaxUnreadMs))
            {
                _desk.ToRead = BootRecord.FileName;
            }

            if (!_isUnread)
            {
                return;
            }

            bool isRead = _record.TryRead(out byte[] content);
            _isUnread = !isRead && _record.IsDoubtful && nowMs < MaxUnreadMs;
            if (isRead)
            {
                _before = new PersistentState();
                _before.FromBytes(content);
                AddBefore();
                _isUnwritten = !_record.TryWriteTwice(_taken.ToBytes());
                _desk.ToRead = FileName;
            }
        }

        // What was open before this boot is open still, and what this boot opened too, whatever else it leaves until that start.
        private void AddBefore()
        {
            if (_before != null)
            {
                _taken.Add(_before, _mailbox.IsUnjudged);
            }
        }
    }
}
