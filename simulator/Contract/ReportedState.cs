namespace AedCabinet.Contract;

/// <summary>A cabinet's latest picture, as its <c>state</c> says it; <c>null</c> for what it does not say.</summary>
public sealed record ReportedState
{
    /// <summary>Gets the number of the boot; 0 when it can't be read.</summary>
    public required int Boot { get; init; }

    /// <summary>Gets the number of the connection within the boot.</summary>
    public int? Connection { get; init; }

    /// <summary>Gets the number of the boot's latest event when it was made, 0 before the first.</summary>
    public int? Seq { get; init; }

    /// <summary>Gets when it was made: the earlier of its time by the cabinet's clock and its arrival.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets a value indicating whether the cabinet's clock told when; otherwise <see cref="At"/> is the time of arrival.</summary>
    public bool HasOwnTime { get; init; }

    /// <summary>Gets why it can't be believed to be ready, in an English sentence; <c>null</c> when it can.</summary>
    public string? Doubt { get; init; }

    /// <summary>Gets the milliseconds since the controller started.</summary>
    public required long UptimeMs { get; init; }

    /// <summary>Gets the mode, <c>normal</c>, <c>drill</c>, <c>maintenance</c> or <c>not-commissioned</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>Gets a value indicating whether it runs in safe mode.</summary>
    public bool IsSafeMode { get; init; }

    /// <summary>Gets a value indicating whether a bystander may rely on it.</summary>
    public required bool IsReady { get; init; }

    /// <summary>Gets why not.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Gets each compartment's door, <c>open</c> or <c>closed</c>.</summary>
    public required IReadOnlyDictionary<string, string> Doors { get; init; }

    /// <summary>Gets the emergencies that nobody has acknowledged or inspected yet.</summary>
    public required IReadOnlyList<string> Open { get; init; }

    /// <summary>Gets a value indicating whether these are all: a list that can't be read whole closes nothing.</summary>
    public bool IsOpenWhole { get; init; } = true;

    /// <summary>Gets where the AED is, <c>present</c>, <c>absent</c> or <c>not-fitted</c>.</summary>
    public string? Aed { get; init; }

    /// <summary>Gets what the AED's own light says.</summary>
    public string? Indicator { get; init; }

    /// <summary>Gets the temperatures.</summary>
    public ReportedTemperature? Temperature { get; init; }

    /// <summary>Gets a value indicating whether the heater is on.</summary>
    public bool? IsHeating { get; init; }

    /// <summary>Gets the mains, <c>present</c> or <c>lost</c>.</summary>
    public string? Mains { get; init; }

    /// <summary>Gets the battery's voltage in millivolts.</summary>
    public long? BatteryMv { get; init; }

    /// <summary>Gets the battery's level, <c>ok</c>, <c>low</c> or <c>critical</c>.</summary>
    public string? BatteryLevel { get; init; }
}
