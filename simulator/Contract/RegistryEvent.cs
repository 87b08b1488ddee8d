namespace AedCabinet.Contract;

/// <summary>One event of the registry's history.</summary>
public sealed record RegistryEvent
{
    /// <summary>Gets the cabinet's id.</summary>
    public required string Cabinet { get; init; }

    /// <summary>Gets the event's name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets its severity, which a drill or maintenance caps.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Gets the number of the boot.</summary>
    public required int Boot { get; init; }

    /// <summary>Gets its number within the boot.</summary>
    public required int Seq { get; init; }

    /// <summary>Gets when it happened: by the cabinet's clock, or the time of arrival when that is not set.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets a value indicating whether <see cref="At"/> is only the time of arrival.</summary>
    public required bool IsTimeOfArrival { get; init; }

    /// <summary>Gets how long the boot had lasted then, in ms, which no clock that is set wrong changes.</summary>
    public long UptimeMs { get; init; }

    /// <summary>Gets a value indicating whether it belongs to a declared exercise: nobody is dispatched.</summary>
    public bool IsDrill { get; init; }

    /// <summary>Gets a value indicating whether it happened during maintenance.</summary>
    public bool IsMaintenance { get; init; }

    /// <summary>Gets what belongs to it, by name, values as text.</summary>
    public required IReadOnlyDictionary<string, string> Data { get; init; }

    /// <summary>Gets the key by which doubles are removed.</summary>
    public (string Cabinet, int Boot, int Seq) Key => (Cabinet, Boot, Seq);
}
