using System.Text.Json.Serialization;

namespace AedCabinet.Ledger;

/// <summary>What <c>registry verify</c> found in a database.</summary>
public sealed record LedgerReport
{
    /// <summary>Gets what SQLite says of the file: <c>ok</c>, or what is broken.</summary>
    public required IReadOnlyList<string> Integrity { get; init; }

    /// <summary>Gets how many cabinets there are.</summary>
    public required long Cabinets { get; init; }

    /// <summary>Gets how many boots have events.</summary>
    public required long Boots { get; init; }

    /// <summary>Gets how many events there are.</summary>
    public required long Events { get; init; }

    /// <summary>Gets how many keys have more than one event: 0, or the database is not what it says.</summary>
    public required long StoredTwice { get; init; }

    /// <summary>Gets how many events had been on disk by the mark outside the database; <c>null</c> without one.</summary>
    public long? Confirmed { get; init; }

    /// <summary>Gets how many numbers have more than one event, all of which are kept.</summary>
    public long SharedNumbers { get; init; }

    /// <summary>Gets the cabinets as which two boards speak or that have lost their flash, as long as nobody has looked at them.</summary>
    public IReadOnlyList<BoardProblem> TwoBoards { get; init; } = [];

    /// <summary>Gets how many messages were used but for something in them.</summary>
    public long InPart { get; init; }

    /// <summary>Gets what else is wrong, the database's own errors included, and what to do.</summary>
    public IReadOnlyList<LedgerFinding> Findings { get; init; } = [];

    /// <summary>Gets what can't be proven, and why.</summary>
    public IReadOnlyList<LedgerFinding> Unproven { get; init; } = [];

    /// <summary>Gets how many events came again and were not stored.</summary>
    public required long DoublesRemoved { get; init; }

    /// <summary>Gets how many messages could not be used.</summary>
    public required long SetAside { get; init; }

    /// <summary>Gets how many events came under the number of another.</summary>
    public required long Conflicts { get; init; }

    /// <summary>Gets how many emergencies are open.</summary>
    public required long OpenEmergencies { get; init; }

    /// <summary>Gets the missing numbers.</summary>
    public required IReadOnlyList<LedgerProblem> Missing { get; init; }

    /// <summary>Gets the cabinets whose kept list of gaps is not what follows from their events.</summary>
    public required IReadOnlyList<string> WrongGapLists { get; init; }

    /// <summary>
    /// Gets a value indicating whether nothing is missing unexplained, nothing doubled, contradictory or broken, and all of that proven.
    /// </summary>
    public bool IsClean => HasNoFinding && Unproven.Count == 0;

    /// <summary>Gets a value indicating whether nothing was found, be everything proven or not.</summary>
    public bool HasNoFinding => Integrity is ["ok"] && StoredTwice == 0 && WrongGapLists.Count == 0 && !Missing.Any(item => item.IsFinding)
        && TwoBoards.Count == 0 && Findings.Count == 0;

    /// <summary>Gets how many events are missing without explanation.</summary>
    [JsonPropertyName("missingUnexplained")]
    public long MissingUnexplained => Missing.Where(item => item.IsFinding).Sum(item => item.Count);

    /// <summary>Gets how many events are missing of which the cabinet told.</summary>
    [JsonPropertyName("missingExplained")]
    public long MissingExplained => Missing.Where(item => item.IsExplained).Sum(item => item.Count);

    /// <summary>Of a database of which nothing can be read.</summary>
    /// <param name="finding">What is wrong.</param>
    /// <returns>The report.</returns>
    public static LedgerReport Unreadable(LedgerFinding finding) => new()
    {
        Integrity = ["not done"],
        Cabinets = 0,
        Boots = 0,
        Events = 0,
        StoredTwice = 0,
        DoublesRemoved = 0,
        SetAside = 0,
        Conflicts = 0,
        OpenEmergencies = 0,
        Missing = [],
        WrongGapLists = [],
        Findings = [finding],
        Unproven = [new LedgerFinding("That no event is missing can't be proven.", "See the findings.")],
    };
}
