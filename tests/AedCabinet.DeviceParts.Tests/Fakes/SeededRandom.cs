namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>
    /// The same numbers for the same seed on the desktop and on the device, whose own <c>Random</c> differs (xorshift32).
    /// </summary>
    public sealed class SeededRandom
    {
        private uint _state;

        public SeededRandom(int seed)
        {
            // Seeds are small and near each other; a few rounds spread them.
            _state = ((uint)seed * 2654435761u) | 1u;
            for (int i = 0; i < 8; i++)
            {
                Next(1);
            }
        }

        /// <summary>A number from 0 to below a limit.</summary>
        public int Next(int limit)
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            return (int)(_state % (uint)limit);
        }
    }
}
