using AedCabinet.Flash;
using AedCabinet.Platform;

namespace AedCabinet.Sleeping
{
    /// <summary>How many reports of a battery kit failed in a row, kept on flash: memory is lost in every sleep.</summary>
    public sealed class SleepRecord
    {
        /// <summary>The name of its slots on flash.</summary>
        public const string FileName = "sleep";

        private const int MaxFailures = 255;

        private readonly TwoSlotRecord _record;

        /// <summary>Initializes a new instance of the <see cref="SleepRecord"/> class and reads what is there.</summary>
        /// <param name="storage">The flash.</param>
        public SleepRecord(IStorage storage)
        {
            _record = new TwoSlotRecord(storage, FileName);
            if (_record.TryRead(out byte[] content) && content.Length > 0)
            {
                Failures = content[0];
            }
        }

        /// <summary>Gets how many reports failed in a row, 0 to 255.</summary>
        public int Failures { get; private set; }

        /// <summary>Keeps the number; flash is left alone when it has not changed.</summary>
        /// <param name="failures">The number.</param>
        /// <returns><c>false</c> when flash refused.</returns>
        public bool TryKeep(int failures)
        {
            failures = failures > MaxFailures ? MaxFailures : failures;
            if (failures == Failures)
            {
                return true;
            }

            Failures = failures;
            return _record.TryWrite(new byte[] { (byte)failures });
        }
    }
}
