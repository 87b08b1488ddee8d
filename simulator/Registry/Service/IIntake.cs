using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Registry.Service;

/// <summary>
/// What comes in at this process: by one writer, or by those of the prefectures that it keeps. May be used by any thread.
/// </summary>
internal interface IIntake
{
    /// <summary>Raised for what commands wait for, every reply and every birth, on the thread that brought it.</summary>
    event Action<ReceivedMessage>? Answered;

    /// <summary>Raised after something is on disk, on the thread that wrote it.</summary>
    event Action? Written;

    /// <summary>Gets a value indicating whether messages can come.</summary>
    bool IsConnected { get; }

    /// <summary>Gets what the database complains of, or <c>null</c>.</summary>
    string? Trouble { get; }

    /// <summary>Gets a value indicating whether the database has neither taken nor refused what it was given long ago.</summary>
    bool IsStalled { get; }

    /// <summary>Gets how many messages wait for the disk.</summary>
    int Waiting { get; }

    /// <summary>
    /// Gets when the one that has waited longest came, in milliseconds since 1970-01-01 UTC; <c>null</c> when none waits.
    /// </summary>
    long? OldestMs { get; }

    /// <summary>Gets the figures.</summary>
    LedgerMetrics Metrics { get; }

    /// <summary>The cabinets that are kept here.</summary>
    /// <param name="now">The time now.</param>
    /// <returns>What is known of each, by id.</returns>
    IReadOnlyList<CabinetRecord> Records(DateTimeOffset now);

    /// <summary>Whether a cabinet is kept here and connected.</summary>
    /// <param name="cabinet">Its id.</param>
    /// <returns><c>true</c> when it said so last.</returns>
    bool IsOnline(string cabinet);
}
