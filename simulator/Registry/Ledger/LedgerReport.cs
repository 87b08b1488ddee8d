using System.Text.Json.Serialization;

namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>What <c>registry verify</c> found in a database.</summary>
internal sealed record LedgerReport
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

    /// <summary>Gets how many events came again and were not stored.</summary>
    public required long DoublesRemoved { get; init; }

    /// <summary>Gets how many messages could not be used.</summary>
    public required long SetAside { get; init; }

    /// <summary>Gets how many of those had the key of another event.</summary>
    public required long Conflicts { get; init; }

    /// <summary>Gets how many emergencies are open.</summary>
    public required long OpenEmergencies { get; init; }

    /// <summary>Gets the missing numbers.</summary>
    public required IReadOnlyList<LedgerProblem> Missing { get; init; }

    /// <summary>Gets the cabinets whose kept list of gaps is not what follows from their events.</summary>
    public required IReadOnlyList<string> WrongGapLists { get; init; }

    /// <summary>Gets a value indicating whether nothing is missing unexplained, nothing doubled and nothing broken.</summary>
    public bool IsClean => Integrity is ["ok"] && StoredTwice == 0 && WrongGapLists.Count == 0 && !Missing.Any(item => item.IsFinding);

    /// <summary>Gets how many events are missing without explanation.</summary>
    [JsonPropertyName("missingUnexplained")]
    public long MissingUnexplained => Missing.Where(item => item.IsFinding).Sum(item => (long)item.Last - item.First + 1);

    /// <summary>Gets how many events are missing of which the cabinet told.</summary>
    [JsonPropertyName("missingExplained")]
    public long MissingExplained => Missing.Where(item => item.IsExplained).Sum(item => (long)item.Last - item.First + 1);
}
