namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>An AED's light in virtual time: off, steady or blinking, with a stretch in which it can be hidden.</summary>
    public sealed class FakeLight
    {
        private int _periodMs = 1;
        private int _pulseMs;
        private long _firstMs;
        private long _hiddenFromMs;
        private long _hiddenToMs;

        public void Off() => Set(1, 0, 0);

        public void On() => Set(1, 1, 0);

        public void Blink(int periodMs, int pulseMs, long firstMs) => Set(periodMs, pulseMs, firstMs);

        public void Hide(long fromMs, long toMs)
        {
            _hiddenFromMs = fromMs;
            _hiddenToMs = toMs;
        }

        public bool IsLitAt(long ms)
        {
            if ((ms >= _hiddenFromMs && ms < _hiddenToMs) || ms < _firstMs)
            {
                return false;
            }

            return (ms - _firstMs) % _periodMs < _pulseMs;
        }

        /// <summary>The next moment at which the level may change.</summary>
        public long NextAfter(long ms)
        {
            if (_pulseMs == 0 || _pulseMs == _periodMs)
            {
                return long.MaxValue;
            }

            if (ms < _firstMs)
            {
                return _firstMs;
            }

            long intoMs = (ms - _firstMs) % _periodMs;
            return ms - intoMs + (intoMs < _pulseMs ? _pulseMs : _periodMs);
        }

        private void Set(int periodMs, int pulseMs, long firstMs)
        {
            _periodMs = periodMs;
            _pulseMs = pulseMs;
            _firstMs = firstMs;
        }
    }
}
