namespace nanoFramework.StandIns;

/// <summary>What a test makes the flash file system do, and what it counts, for the flow of execution it is set in.</summary>
internal sealed class FlashFaults
{
    private static readonly AsyncLocal<FlashFaults?> s_current = new();
    private int _streams;
    private int _finalized;

    /// <summary>The present test's; <c>null</c> outside one.</summary>
    public static FlashFaults? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    /// <summary>
    /// Whether closing a file that was written fails, as with a flash that is full or worn: nothing of it is durable then.
    /// </summary>
    public bool ClosingFails { get; set; }

    /// <summary>Whether a file gives no more bytes before its length is reached, as one that can't be read to its end.</summary>
    public bool EndsEarly { get; set; }

    /// <summary>How many streams there were.</summary>
    public int Streams => Volatile.Read(ref _streams);

    /// <summary>
    /// How many of them had to wait for the finalizer: on the device each keeps some 175 bytes until its thread, the lowest, comes to it.
    /// </summary>
    public int Finalized => Volatile.Read(ref _finalized);

    /// <summary>A stream was made.</summary>
    public void NoteStream() => Interlocked.Increment(ref _streams);

    /// <summary>The finalizer came to one.</summary>
    public void NoteFinalized() => Interlocked.Increment(ref _finalized);
}
