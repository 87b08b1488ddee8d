using System;

namespace AedCabinet
{
    /// <summary>
    /// How the boots end, kept on flash: a boot that neither lasted 5 min nor ended on purpose is an early death, three in a
    /// row lead into safe mode and a healthy hour there leads out (SPEC §12). Every member may be called from any thread.
    /// </summary>
    public sealed class BootRecord
    {
        /// <summary>The name of its slots on flash.</summary>
        public const string FileName = "boots";

        /// <summary>So many early deaths in a row lead into safe mode (SPEC §12).</summary>
        public const int MaxEarlyDeaths = 3;

        private const int HeaderLength = 2;
        private const int SurvivedBit = 1;
        private const int PlannedBit = 2;
        private const int SafeModeBit = 4;
        private const int CrashedBit = 8;

        private readonly TwoSlotRecord _record;
        private readonly object _lock = new object();
        private int _earlyDeaths;
        private int _flags;
        private string _reason = string.Empty;

        /// <summary>Initializes a new instance of the <see cref="BootRecord"/> class: judges the boot before and begins this one's record.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="log">Told what was found.</param>
        public BootRecord(IStorage storage, ILog log)
        {
            _record = new TwoSlotRecord(storage, FileName);
            if (_record.TryRead(out byte[] content) && content.Length >= HeaderLength)
            {
                Judge(content);
            }

            IsSafeMode = (_flags & SafeModeBit) != 0;
            if (!TryStore())
            {
                log.Error("storage: the record of this boot could not be stored; an early death may go uncounted");
            }
        }

        /// <summary>Gets a value indicating whether this boot runs in safe mode.</summary>
        public bool IsSafeMode { get; }

        /// <summary>Gets how many boots in a row died early, up to the one before this.</summary>
        public int EarlyDeaths
        {
            get
            {
                lock (_lock)
                {
                    return _earlyDeaths;
                }
            }
        }

        /// <summary>Gets why the boot before crashed, or <c>null</c> when it did not or nothing is known (a power cut).</summary>
        public string CrashReason { get; private set; }

        /// <summary>Gets why the boot before was ended on purpose, or <c>null</c>.</summary>
        public string RestartReason { get; private set; }

        /// <summary>Gets the members of the events of this start, each with a comma before it; empty when there is nothing to say.</summary>
        public string StartData => (RestartReason == null ? string.Empty : ",\"restart\":\"" + RestartReason + "\"") + SafeModeData;

        /// <summary>Gets the data of <c>boot.crashed</c>, or <c>null</c> when there is no such event.</summary>
        public string CrashData => CrashReason == null ? null : "\"reason\":\"" + CrashReason + "\"" + SafeModeData;

        private string SafeModeData => IsSafeMode ? ",\"safeMode\":true" : string.Empty;

        /// <summary>This boot has lasted 5 min; in normal mode the early deaths are forgotten.</summary>
        /// <returns><c>false</c> when flash refused: try again.</returns>
        public bool TryMarkSurvived()
        {
            lock (_lock)
            {
                _flags |= SurvivedBit;
                _earlyDeaths = IsSafeMode ? _earlyDeaths : 0;
                return TryStore();
            }
        }

        /// <summary>Safe mode has run for a healthy hour: the next boot is a normal one.</summary>
        /// <returns><c>false</c> when flash refused: try again.</returns>
        public bool TryLeaveSafeMode()
        {
            lock (_lock)
            {
                _flags &= ~SafeModeBit;
                _earlyDeaths = 0;
                return TryStore();
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

        private void Judge(byte[] content)
        {
            int flags = content[1];
            bool wasPlanned = (flags & PlannedBit) != 0;
            string reason = ReasonIn(content);
            if (reason.Length > 0 && wasPlanned)
            {
                RestartReason = reason;
            }
            else if (reason.Length > 0)
            {
                CrashReason = reason;
            }

            _earlyDeaths = content[0];
            if ((flags & SurvivedBit) == 0 && !wasPlanned && _earlyDeaths < MaxEarlyDeaths)
            {
                _earlyDeaths++;
            }

            _flags = (flags & SafeModeBit) != 0 || _earlyDeaths >= MaxEarlyDeaths ? SafeModeBit : 0;
        }

        private static string ReasonIn(byte[] content)
        {
            // Up to the zero behind which a later form goes on.
            string reason = string.Empty;
            for (int i = HeaderLength; i < content.Length && content[i] != 0; i++)
            {
                reason += ((char)content[i]).ToString();
            }

            return PlainReason.Of(reason);
        }

        private bool TryStore()
        {
            byte[] content = new byte[HeaderLength + _reason.Length + 1];
            content[0] = (byte)_earlyDeaths;
            content[1] = (byte)_flags;
            for (int i = 0; i < _reason.Length; i++)
            {
                content[HeaderLength + i] = (byte)_reason[i];
            }

            return _record.TryWrite(content);
        }
    }
}
