namespace AedCabinet.Contract;

/// <summary>What an event's message says, read without making anything of it but its name.</summary>
public struct EventFacts
{
    /// <summary>What <see cref="AtMs"/> is while the cabinet's clock is not set.</summary>
    public const long UnknownTime = -1;

    /// <summary>The event's name; <c>null</c> when it could not be read.</summary>
    public string Name;

    /// <summary>Its severity.</summary>
    public Severity Severity;

    /// <summary>The number of the boot.</summary>
    public int Boot;

    /// <summary>Its number within the boot.</summary>
    public int Seq;

    /// <summary>When it happened, in milliseconds since 1970-01-01 UTC, or <see cref="UnknownTime"/>.</summary>
    public long AtMs;

    /// <summary>Milliseconds since the controller started.</summary>
    public long UptimeMs;

    /// <summary>Whether it belongs to a declared exercise.</summary>
    public bool IsDrill;

    /// <summary>Whether it happened during maintenance.</summary>
    public bool IsMaintenance;

    /// <summary>Where in the payload the object <c>data</c> begins.</summary>
    public int DataStart;

    /// <summary>How many bytes it has; 0 where there is none that can be read.</summary>
    public int DataLength;

    /// <summary>How many events an <c>outbox.overflowed</c> says were lost, those that flash could not give back included.</summary>
    public long LostCount;

    /// <summary>Whether a <c>boot.started</c> says that a timer or a contact woke the controller: it sleeps between its reports.</summary>
    public bool WokeFromSleep;

    /// <summary>Whether it says that somebody has looked at the cabinet.</summary>
    public bool IsInspection;

    /// <summary>What of it could not be used, in English sentences; <c>null</c> for nothing.</summary>
    public string? Note;

    /// <summary>
    /// Whether it opens an emergency. A drill caps the severity of all but what it must not hide: it is the severity that counts.
    /// </summary>
    public readonly bool IsEmergency => Severity == Severity.Emergency && Name is not null;

    /// <summary>Its <c>data</c>, a JSON object.</summary>
    /// <param name="payload">The message.</param>
    /// <returns>The object; an empty one where none could be read.</returns>
    public readonly ReadOnlySpan<byte> DataIn(ReadOnlySpan<byte> payload) =>
        DataLength == 0 ? "{}"u8 : payload.Slice(DataStart, DataLength);
}
