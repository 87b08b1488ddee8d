using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.State
{
    /// <summary>
    /// In which mode the cabinet is, and when a drill or maintenance ends (SPEC §8): by itself, by command, or by a
    /// restart, because the mode is kept nowhere but here. Forgetting must fail towards alerting.
    /// </summary>
    /// <remarks>
    /// <see cref="Update"/>, <see cref="TryStart"/> and <see cref="TryEnd"/> each tell by <see cref="Ended"/> and
    /// <see cref="Started"/> what that one call changed; whoever emits events looks after every call, the end first.
    /// </remarks>
    public sealed class ModeControl
    {
        private readonly TimedHold _hold = new TimedHold();
        private readonly long _defaultMs;
        private readonly long _maxMs;

        /// <summary>Initializes a new instance of the <see cref="ModeControl"/> class.</summary>
        /// <param name="settings">How long a drill or maintenance lasts.</param>
        /// <param name="isCommissioned">Whether the cabinet has a valid configuration; without one no command leads out of
        /// <see cref="OperatingMode.NotCommissioned"/>.</param>
        public ModeControl(ModeSettings settings, bool isCommissioned)
        {
            _defaultMs = settings.DefaultMinutes * 60000L;
            _maxMs = settings.MaxMinutes * 60000L;
            Mode = isCommissioned ? OperatingMode.Normal : OperatingMode.NotCommissioned;
        }

        /// <summary>Gets the mode.</summary>
        public OperatingMode Mode { get; private set; }

        /// <summary>
        /// Gets the mode that the latest call ended, <see cref="OperatingMode.Drill"/> or <see cref="OperatingMode.Maintenance"/>;
        /// <see cref="OperatingMode.Normal"/> when it ended none.
        /// </summary>
        public OperatingMode Ended { get; private set; }

        /// <summary>
        /// Gets the mode that the latest call started, <see cref="OperatingMode.Drill"/> or <see cref="OperatingMode.Maintenance"/>;
        /// <see cref="OperatingMode.Normal"/> when it started none.
        /// </summary>
        public OperatingMode Started { get; private set; }

        /// <summary>Gets a value indicating whether SOS is part of the running drill: then only a held button calls for help.</summary>
        public bool IsSosExercised { get; private set; }

        /// <summary>Gets when the running drill or maintenance ends by itself, in monotonic milliseconds; 0 when none runs.</summary>
        public long EndsAtMs { get; private set; }

        /// <summary>Ends a drill or maintenance whose time is over. Once a scan, before the scan's commands.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Update(long nowMs)
        {
            ForgetChange();
            if (IsTimed(Mode) && !_hold.IsOn(nowMs))
            {
                End();
            }
        }

        /// <summary>
        /// Starts a drill or maintenance; one ends the other. One that runs already is declared anew: its time counts from now,
        /// which nothing is told of.
        /// </summary>
        /// <param name="mode"><see cref="OperatingMode.Drill"/> or <see cref="OperatingMode.Maintenance"/>.</param>
        /// <param name="durationMs">How long, in milliseconds; 0 or less for the default. More than <see cref="ModeSettings.MaxMinutes"/>
        /// is shortened to it.</param>
        /// <param name="isSosExercised">Whether SOS is part of the drill.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns><c>false</c> when the cabinet isn't commissioned or <paramref name="mode"/> is neither of the two.</returns>
        public bool TryStart(OperatingMode mode, long durationMs, bool isSosExercised, long nowMs)
        {
            ForgetChange();
            if (Mode == OperatingMode.NotCommissioned || !IsTimed(mode))
            {
                return false;
            }

            long allowedMs = durationMs <= 0 ? _defaultMs : durationMs > _maxMs ? _maxMs : durationMs;
            if (Mode != mode)
            {
                End();
                Mode = mode;
                Started = mode;
            }

            IsSosExercised = isSosExercised;
            _hold.Start(allowedMs, nowMs);
            EndsAtMs = nowMs + allowedMs;
            return true;
        }

        /// <summary>Ends a drill or maintenance.</summary>
        /// <param name="mode"><see cref="OperatingMode.Drill"/> or <see cref="OperatingMode.Maintenance"/>.</param>
        /// <returns><c>false</c> when that mode doesn't run.</returns>
        public bool TryEnd(OperatingMode mode)
        {
            ForgetChange();
            if (Mode != mode || !IsTimed(mode))
            {
                return false;
            }

            End();
            return true;
        }

        private static bool IsTimed(OperatingMode mode) => mode == OperatingMode.Drill || mode == OperatingMode.Maintenance;

        private void End()
        {
            Ended = Mode;
            Mode = OperatingMode.Normal;
            IsSosExercised = false;
            EndsAtMs = 0;
            _hold.End();
        }

        private void ForgetChange()
        {
            Ended = OperatingMode.Normal;
            Started = OperatingMode.Normal;
        }
    }
}
