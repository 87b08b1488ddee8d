namespace AedCabinet.Exchange
{
    /// <summary>
    /// Where the link asks the scan for a moment in which everything may freeze, because a TLS handshake stops every thread
    /// for seconds (SPEC §3). The scan lets no handshake begin right after a door change or a new emergency, and first puts
    /// the outputs into a picture that may stand still. Allocates nothing.
    /// </summary>
    /// <remarks>
    /// The grant is given one scan after the picture was put: by then the scan before has written it to the pins.
    /// </remarks>
    public sealed class HandshakeGate
    {
        /// <summary>
        /// No TLS handshake, which freezes every thread, starts within this of a door change or a new emergency, in milliseconds (SPEC §3).
        /// </summary>
        public const int HandshakeQuietMs = 3000;

        /// <summary>After this long, in milliseconds, a door that keeps flapping holds a handshake off no longer.</summary>
        public const int HandshakePatienceMs = 10000;

        private readonly object _lock = new object();
        private Stage _stage;
        private bool _hasDisturbance;
        private long _disturbedAtMs;
        private long _askedAtMs;
        private int _picture;
        private bool _isNews;

        private enum Stage
        {
            Idle,
            Asked,
            Waiting,
            Prepared,
            Granted,
            Begun,
        }

        /// <summary>Gets a value indicating whether the link may begin its handshake: the pins are safe to freeze.</summary>
        public bool IsGranted
        {
            get
            {
                lock (_lock)
                {
                    return _stage == Stage.Granted;
                }
            }
        }

        /// <summary>
        /// Gets a value indicating whether the next scan has something to judge: the link asks, or has just begun or ended.
        /// </summary>
        public bool NeedsScan
        {
            get
            {
                lock (_lock)
                {
                    return _isNews || (_stage != Stage.Idle && _stage != Stage.Begun);
                }
            }
        }

        /// <summary>The link begins its handshake, if it still may: a door that moved since the grant takes it back.</summary>
        /// <returns><c>true</c> when it begins; the picture then stays until <see cref="Release"/>.</returns>
        public bool TryBegin()
        {
            lock (_lock)
            {
                if (_stage != Stage.Granted)
                {
                    return false;
                }

                _stage = Stage.Begun;
                _isNews = true;
                return true;
            }
        }

        /// <summary>The link asks; asking again while it waits changes nothing.</summary>
        public void Ask()
        {
            lock (_lock)
            {
                _stage = _stage == Stage.Idle ? Stage.Asked : _stage;
            }
        }

        /// <summary>The link needs it no longer: its attempt is over, or was given up.</summary>
        public void Release()
        {
            lock (_lock)
            {
                _isNews = _isNews || _stage != Stage.Idle;
                _stage = Stage.Idle;
            }
        }

        /// <summary>One scan's judgement; called in every scan, after its alarm is known and before its outputs are written.</summary>
        /// <param name="isDisturbed">Whether a door moved or an emergency began in this scan.</param>
        /// <param name="picture">A number that differs when the picture to freeze in does.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>Whether this scan must put the outputs into the picture that is safe to freeze.</returns>
        public bool Judge(bool isDisturbed, int picture, long nowMs)
        {
            lock (_lock)
            {
                _isNews = false;
                if (isDisturbed)
                {
                    _hasDisturbance = true;
                    _disturbedAtMs = nowMs;
                }

                if (_stage == Stage.Asked)
                {
                    _askedAtMs = nowMs;
                    _stage = Stage.Waiting;
                }

                if (_stage == Stage.Granted && (picture != _picture || !MayBegin(nowMs)))
                {
                    // The link, which polls, has not begun yet.
                    _stage = Stage.Waiting;
                }

                if (_stage == Stage.Prepared && picture == _picture && MayBegin(nowMs))
                {
                    _stage = Stage.Granted;
                }
                else if (_stage == Stage.Waiting || _stage == Stage.Prepared)
                {
                    _stage = MayBegin(nowMs) ? Stage.Prepared : Stage.Waiting;
                    _picture = picture;
                }

                return _stage == Stage.Prepared || _stage == Stage.Granted || _stage == Stage.Begun;
            }
        }

        private bool MayBegin(long nowMs) =>
            !_hasDisturbance
            || nowMs - _disturbedAtMs >= HandshakeQuietMs
            || nowMs - _askedAtMs >= HandshakePatienceMs;
    }
}
