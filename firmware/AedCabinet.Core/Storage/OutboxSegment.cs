namespace AedCabinet
{
    /// <summary>One file of the outbox: what is known of it in memory.</summary>
    public sealed class OutboxSegment
    {
        /// <summary>
        /// How long a segment grows, in bytes: a little less than one 4096-byte block of the flash's file system, so that a file costs a block
        /// and its deletion gives one back.
        /// </summary>
        public const int MaxBytes = 4000;

        /// <summary>Initializes a new instance of the <see cref="OutboxSegment"/> class.</summary>
        /// <param name="name">The file's name.</param>
        /// <param name="number">Its place in the order of its stream.</param>
        public OutboxSegment(string name, int number)
        {
            Name = name;
            Number = number;
        }

        /// <summary>Gets the file's name.</summary>
        public string Name { get; }

        /// <summary>Gets its place in the order of its stream.</summary>
        public int Number { get; }

        /// <summary>Gets or sets how many bytes of whole records are in it.</summary>
        public int Bytes { get; set; }

        /// <summary>Gets or sets the key of its last record, 0 without any.</summary>
        public long LastKey { get; set; }

        /// <summary>Gets or sets a value indicating whether something that is no record stands at its end: nothing may be added behind it.</summary>
        public bool IsClosed { get; set; }
    }
}
