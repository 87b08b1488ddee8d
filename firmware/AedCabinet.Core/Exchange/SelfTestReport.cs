namespace AedCabinet.Exchange
{
    /// <summary>
    /// What each part of the latest self-test said, one line each, on its way out of the scan to the serial log and to who asked
    /// for it. Bounded.
    /// </summary>
    public sealed class SelfTestReport
    {
        /// <summary>How many lines there may be: lamps, sounder, heater, probe, indicator, mains, battery, link and how it ended.</summary>
        public const int MaxLines = 9;

        private readonly string[] _lines = new string[MaxLines];
        private int _count;
        private int _told;
        private bool _isUnderWay;

        /// <summary>Gets a value indicating whether a self-test is under way: no moment to fall asleep.</summary>
        public bool IsUnderWay
        {
            get
            {
                lock (_lines)
                {
                    return _isUnderWay;
                }
            }
        }

        /// <summary>A self-test begins: what an earlier one said is forgotten.</summary>
        public void Begin()
        {
            lock (_lines)
            {
                _count = 0;
                _told = 0;
                _isUnderWay = true;
            }
        }

        /// <summary>Something was tried.</summary>
        /// <param name="line">What came of it; dropped when there are too many.</param>
        public void Add(string line)
        {
            lock (_lines)
            {
                if (_count < MaxLines)
                {
                    _lines[_count++] = line;
                }
            }
        }

        /// <summary>The self-test is over.</summary>
        /// <param name="line">How it ended.</param>
        public void End(string line)
        {
            Add(line);
            lock (_lines)
            {
                _isUnderWay = false;
            }
        }

        /// <summary>Takes the oldest line that the serial log has not told yet.</summary>
        /// <param name="line">The line.</param>
        /// <returns><c>false</c> when all are told.</returns>
        public bool TryTakeUntold(out string line)
        {
            lock (_lines)
            {
                line = _told < _count ? _lines[_told] : null;
                _told += line == null ? 0 : 1;
                return line != null;
            }
        }

        /// <summary>All lines, told or not.</summary>
        /// <returns>A copy.</returns>
        public string[] ToLines()
        {
            lock (_lines)
            {
                string[] lines = new string[_count];
                for (int i = 0; i < _count; i++)
                {
                    lines[i] = _lines[i];
                }

                return lines;
            }
        }
    }
}
