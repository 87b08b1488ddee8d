using AedCabinet.Settings;

namespace AedCabinet.Storage
{
    /// <summary>
    /// One file of the outbox: its name, and what is known in memory of what stands in it. Plain fields: there is little room for more
    /// code.
    /// </summary>
    public sealed class OutboxSegment
    {
        /// <summary>
        /// How long a segment grows, in bytes: a little less than one 4096-byte block of the flash's file system, so that a file costs a
        /// block and its deletion gives one back.
        /// </summary>
        public const int MaxBytes = 4000;

        /// <summary>How the names of all of them begin.</summary>
        public const string NamePrefix = "out-";

        /// <summary>
        /// Every 5 s (<see cref="Outbox.RetryMs"/>): flash that still reads the same after ten minutes holds what it says.
        /// </summary>
        public const int MaxSameReads = 120;

        private const int NumberDigits = 6;

        /// <summary>The file's name.</summary>
        public readonly string Name;

        /// <summary>Its place in the order of its stream.</summary>
        public readonly int Number;

        /// <summary>How many bytes of whole records are in it.</summary>
        public int Bytes;

        /// <summary>The key of its last record, 0 without any.</summary>
        public long LastKey;

        /// <summary>Whether something that is no record stands at its end: nothing may be added behind it.</summary>
        public bool IsClosed;

        /// <summary>Whether it was begun in this boot and nothing has been stored in it: it may be begun anew.</summary>
        public bool IsBlank;

        /// <summary>Whether it could not be read, and was passed for now.</summary>
        public bool IsUnread;

        /// <summary>The check sum of all that was read of it when something in it was found spoilt, 0 for nothing.</summary>
        public long SpoiltCrc;

        /// <summary>Whether that is half a record at its end, as a power cut leaves it: no fault of the flash.</summary>
        public bool IsTorn;

        /// <summary>How many events at least could not be read when it was opened.</summary>
        public int SpoiltPlaces;

        /// <summary>How often it has read the same since then, or not at all.</summary>
        public int SameReads;

        /// <summary>Initializes a new instance of the <see cref="OutboxSegment"/> class.</summary>
        /// <param name="severity">The severity of its events.</param>
        /// <param name="number">Its place in the order of its stream, 1 or more.</param>
        public OutboxSegment(Severity severity, int number)
        {
            Name = NameOf(severity, number);
            Number = number;
        }

        /// <summary>Gets a value indicating whether more may stand in it than was found: no cursor on flash may pass it.</summary>
        public bool IsDoubtful => IsUnread || (SpoiltCrc != 0 && SameReads < MaxSameReads);

        /// <summary>
        /// Gets a value indicating whether it could not be read for so long that it may be given up where its place is needed.
        /// </summary>
        public bool IsHopeless => IsUnread && SameReads >= MaxSameReads;

        /// <summary>It is what it reads like: nothing more is waited for.</summary>
        public void Believe()
        {
            IsUnread = false;
            SameReads = MaxSameReads;
        }

        /// <summary>The name of a file.</summary>
        /// <param name="severity">The severity of its events.</param>
        /// <param name="number">Its place in the order of its stream, 1 or more.</param>
        /// <returns>The name.</returns>
        public static string NameOf(Severity severity, int number) => PrefixOf(severity) + number.ToString().PadLeft(NumberDigits, '0');

        /// <summary>Whether a file belongs to a stream of the outbox.</summary>
        /// <param name="name">The file's name.</param>
        /// <param name="severity">The stream's severity.</param>
        /// <returns><c>true</c> when it does.</returns>
        public static bool IsName(string name, Severity severity)
        {
            string prefix = PrefixOf(severity);
            if (name.Length != prefix.Length + NumberDigits || !name.StartsWith(prefix))
            {
                return false;
            }

            return int.TryParse(name.Substring(prefix.Length), out int number) && number > 0;
        }

        /// <summary>A file's place in the order of its stream.</summary>
        /// <param name="name">The file's name, for which <see cref="IsName"/> holds.</param>
        /// <returns>1 or more.</returns>
        public static int NumberOf(string name) => int.Parse(name.Substring(name.Length - NumberDigits));

        private static string PrefixOf(Severity severity) => NamePrefix + ((int)severity).ToString() + "-";
    }
}
