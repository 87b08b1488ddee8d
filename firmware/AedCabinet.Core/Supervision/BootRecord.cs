using System;
using AedCabinet.Flash;
using AedCabinet.Formats;
using AedCabinet.Inputs;
using AedCabinet.Platform;

namespace AedCabinet.Supervision
{
    /// <summary>
    /// How the boots end, kept on flash. Safe mode is for a board that kills itself, not for a flickering mains (SPEC §12): deaths
    /// whose reason was noted count at once, three within 5 min of their boot; deaths without one only as what a hanging program makes
    /// under the external watchdog. An hour of sound running, added up over restarts, leads out. Every member may be called from any
    /// thread.
    /// </summary>
    /// <remarks>
    /// A program that hangs is silent for the watchdog's minute or two before the next boot: it is never seen to live for
    /// <see cref="SupervisionTimeouts.LivedMs"/>, and yet the boots begin more than a minute apart. A board whose mains flicker either
    /// lives or comes back at once. Of a boot that has no clock nothing follows.
    /// </remarks>
    public sealed class BootRecord
    {
        /// <summary>The name of its slots on flash.</summary>
        public const string FileName = "boots";

        /// <summary>Early deaths in a row, each with a reason, that lead into safe mode (SPEC §12).</summary>
        public const int MaxEarlyDeaths = 3;

        /// <summary>
        /// Hung boots in a row that lead into safe mode (SPEC §12). That is an hour of them: never a handful of power cuts.
        /// </summary>
        public const int MaxHangs = 30;

        /// <summary>Minutes of sound running, added up over restarts, that end safe mode (SPEC §12).</summary>
        public const int SoundMinutes = SupervisionTimeouts.HealthyMs / MinuteMs;

        private const int MinuteMs = 60000;

        // Deaths, flags, minutes of sound running and the start in Unix seconds, then the reason. Records without the long form's bit
        // are an older firmware's, which counted power cuts as deaths.
        private const int OldHeaderLength = 2;
        private const int HeaderLength = 7;
        private const int SurvivedBit = 1;
        private const int PlannedBit = 2;
        private const int SafeModeBit = 4;
        private const int CrashedBit = 8;
        private const int LongFormBit = 16;
        private const int LivedBit = 32;

        // 64 and 128: the door or SOS woke this boot, and it could not tell that.
        private const int WakeShift = 5;
        private const int WakeMask = (int)(WakeCause.Pin | WakeCause.Sos);

        // For this boot only, not on flash: 1024 and 2048 are the wake cause that the boot before left.
        private const int StartKnown = 256;
        private const int WasSilent = 512;
        private const int LeftShift = 9;

        // In the byte, two bits count noted deaths and the others count hangs.
        private const int NotedMask = 3;
        private const int HangShift = 2;

        /// <summary>
        /// Whether flash can't tell how the boot before ended: nothing is written over that, so that a later boot can judge and tell it.
        /// </summary>
        public bool IsUnread;

        private readonly TwoSlotRecord _record;
        private readonly object _lock = new object();
        private int _deaths;
        private int _flags;
        private int _soundMinutes;
        private long _startedS;
        private string _reason = string.Empty;

        /// <summary>
        /// Initializes a new instance of the <see cref="BootRecord"/> class: judges the boot before and begins this one's record.
        /// </summary>
        /// <param name="storage">The flash.</param>
        /// <param name="log">Told what was found.</param>
        public BootRecord(IStorage storage, ILog log)
        {
            _record = new TwoSlotRecord(storage, FileName);
            bool isJudged = false;
            try
            {
                if (_record.TryRead(out byte[] content) && content.Length >= OldHeaderLength)
                {
                    Judge(content);
                }

                isJudged = true;
                IsUnread = content == null && _record.IsDoubtful;
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                // If the early deaths can't be counted, safe mode is assumed.
                _flags |= SafeModeBit;
            }

            IsSafeMode = (_flags & SafeModeBit) != 0;
            if (!isJudged || !TryStore())
            {
                log.Error("storage: the record of this boot could not be stored; an early death may go uncounted");
            }
        }

        /// <summary>Gets a value indicating whether this boot runs in safe mode.</summary>
        public bool IsSafeMode { get; }

        /// <summary>Gets a value indicating whether safe mode has run soundly for long enough: the next boot is a normal one.</summary>
        public bool HasRunSoundly => _soundMinutes >= SoundMinutes;

        /// <summary>Sets the wall clock, by which a hang is told from a power cut; <c>null</c> without one.</summary>
        public IWallClock Clock { private get; set; }

        /// <summary>Gets how many boots in a row died early of what they could note, up to the one before this.</summary>
        public int EarlyDeaths
        {
            get
            {
                lock (_lock)
                {
                    return _deaths & NotedMask;
                }
            }
        }

        /// <summary>Gets why the boot before crashed, or <c>null</c> when it did not or nothing is known (a power cut).</summary>
        public string CrashReason { get; private set; }

        /// <summary>Gets why the boot before was ended on purpose, or <c>null</c>.</summary>
        public string RestartReason { get; private set; }

        /// <summary>What there is to tell of the start: a boot that was woken and could not tell it has left that (SPEC §7).</summary>
        /// <param name="cause">What started this boot.</param>
        /// <returns>What the boot before left, or else <paramref name="cause"/>.</returns>
        public WakeCause WakeOf(WakeCause cause)
        {
            int left = (_flags >> LeftShift) & WakeMask;
            return left == 0 ? cause : (WakeCause)left;
        }

        /// <summary>This boot can't tell what woke it: the next is to. Kept with whatever is stored next.</summary>
        /// <param name="cause">What started this boot.</param>
        public void LeaveWake(WakeCause cause) => _flags |= ((int)WakeOf(cause) & WakeMask) << WakeShift;

        /// <summary>Reads once more how the boot before ended, while that is unread: the next boot is to judge it.</summary>
        /// <param name="mayWait">Whether it may stay unread: else this boot's record takes its place.</param>
        /// <returns><c>true</c> when it can be read.</returns>
        public bool TryReadAgain(bool mayWait)
        {
            lock (_lock)
            {
                IsUnread = mayWait;
                return mayWait && _record.TryRead(out byte[] _);
            }
        }

        /// <summary>This boot has lasted 5 min; in normal mode the early deaths are forgotten.</summary>
        /// <returns><c>false</c> when flash refused: try again.</returns>
        public bool TryMarkSurvived()
        {
            lock (_lock)
            {
                _flags |= SurvivedBit;
                if (!IsSafeMode)
                {
                    _flags &= ~SafeModeBit;
                    _deaths = 0;
                }

                return TryStore();
            }
        }

        /// <summary>Safe mode has run soundly for some more minutes.</summary>
        /// <param name="minutes">How many, 1 or more.</param>
        /// <returns><c>false</c> when flash refused: try again.</returns>
        public bool TryAddSound(int minutes)
        {
            lock (_lock)
            {
                int before = _soundMinutes;
                _soundMinutes = before + minutes < SoundMinutes ? before + minutes : SoundMinutes;
                if (TryStore())
                {
                    return true;
                }

                _soundMinutes = before;
                return false;
            }
        }

        /// <summary>Notes that this boot lives, and when it began; for its first minutes.</summary>
        /// <param name="nowMs">Monotonic time since the start in milliseconds.</param>
        public void NoteLife(long nowMs)
        {
            lock (_lock)
            {
                int before = _flags;
                _flags |= nowMs >= SupervisionTimeouts.LivedMs ? LivedBit : 0;
                if ((_flags & StartKnown) == 0 && Clock != null && Clock.TryGetUtc(out long unixMs))
                {
                    NoteStart((unixMs - nowMs) / 1000);
                }

                if (_flags != before)
                {
                    TryStore();
                }
            }
        }

        /// <summary>This boot ends on purpose; a crash noted before stays one, however orderly the restart is.</summary>
        /// <param name="reason">Why.</param>
        /// <returns><c>false</c> when flash refused.</returns>
        public bool TryMarkPlannedUnlessCrashed(string reason)
        {
            lock (_lock)
            {
                if ((_flags & CrashedBit) != 0)
                {
                    return true;
                }

                _flags |= PlannedBit;
                _reason = PlainReason.Of(reason);
                return TryStore();
            }
        }

        /// <summary>
        /// This boot ends because something failed. The first reason is kept, and a crash is no end on purpose. Never throws:
        /// it is called where something has just been thrown.
        /// </summary>
        /// <param name="reason">What failed; told to the registry, so nothing secret.</param>
        /// <returns><c>false</c> when flash refused.</returns>
        public bool TryMarkCrashed(string reason)
        {
            lock (_lock)
            {
                if ((_flags & CrashedBit) == 0)
                {
                    _reason = PlainReason.Of(reason);
                }

                _flags = (_flags & ~PlannedBit) | CrashedBit;

                // A board that kills itself is worth more than what was before.
                IsUnread = false;
                try
                {
                    return TryStore();
                }
                catch (Exception)
                {
                    // A reason that can't be kept, for want of memory too, must not keep the board from restarting.
                    return false;
                }
            }
        }

        // A hang counts for the boots after this one, which may be just as short.
        private void NoteStart(long startedS)
        {
            if ((_flags & WasSilent) != 0)
            {
                long apartS = startedS - _startedS;
                bool isHang = apartS >= SupervisionTimeouts.LeastHangMs / 1000 && apartS <= SupervisionTimeouts.MostHangMs / 1000;
                _deaths = isHang ? _deaths + (1 << HangShift) : _deaths & NotedMask;
                _flags |= _deaths >> HangShift >= MaxHangs ? SafeModeBit : 0;
            }

            _startedS = startedS;
            _flags |= StartKnown;
        }

        private void Judge(byte[] content)
        {
            int flags = content[1];
            bool isLongForm = (flags & LongFormBit) != 0 && content.Length >= HeaderLength;
            string reason = ReasonIn(content, isLongForm ? HeaderLength : OldHeaderLength);
            if (reason.Length > 0 && (flags & PlannedBit) != 0)
            {
                RestartReason = reason;
            }
            else if (reason.Length > 0)
            {
                CrashReason = reason;
            }

            if (isLongForm)
            {
                _deaths = content[0];
                _soundMinutes = content[2];
                _startedS = LittleEndian.Get(content, 3, 4);
                _flags = (flags & SafeModeBit) | (((flags >> WakeShift) & WakeMask) << LeftShift);
            }

            if (HasRunSoundly)
            {
                _flags &= ~SafeModeBit;
                _deaths = 0;
                _soundMinutes = 0;
            }

            Count(flags);
            _flags |= EarlyDeaths >= MaxEarlyDeaths ? SafeModeBit : 0;
        }

        private void Count(int flags)
        {
            bool isEarly = (flags & (SurvivedBit | PlannedBit)) == 0;
            if (isEarly && CrashReason != null)
            {
                int noted = _deaths & NotedMask;
                _deaths = noted < MaxEarlyDeaths ? noted + 1 : noted;
                _soundMinutes = 0;
            }
            else if (isEarly && (flags & LivedBit) == 0)
            {
                // Cut off or hung: the clock will say.
                _flags |= _startedS > 0 ? WasSilent : 0;
            }
            else
            {
                _deaths &= NotedMask;
            }
        }

        private static string ReasonIn(byte[] content, int headerLength)
        {
            // Up to the zero behind which a later form goes on.
            string reason = string.Empty;
            for (int i = headerLength; i < content.Length && content[i] != 0; i++)
            {
                reason += ((char)content[i]).ToString();
            }

            return PlainReason.Of(reason);
        }

        private bool TryStore()
        {
            if (IsUnread)
            {
                return false;
            }

            byte[] content = new byte[HeaderLength + _reason.Length + 1];
            content[0] = (byte)_deaths;
            content[1] = (byte)(_flags | LongFormBit);
            content[2] = (byte)_soundMinutes;
            LittleEndian.Put(content, 3, 4, _startedS);
            for (int i = 0; i < _reason.Length; i++)
            {
                content[HeaderLength + i] = (byte)_reason[i];
            }

            // An end in both slots: with one misread, the other would say that this boot was cut off, or that nothing woke it.
            return _reason.Length > 0 ? _record.TryWriteTwice(content) : _record.TryWrite(content);
        }
    }
}
