using System.Text.Json;
using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.Simulator.Soak;

/// <summary>One event that the scan made, and what has become of it.</summary>
/// <param name="item">The event.</param>
/// <param name="emittedAtMs">When it was made, in milliseconds of virtual time.</param>
internal sealed class EventEntry(CabinetEvent item, long emittedAtMs)
{
    public CabinetEvent Item { get; } = item;

    public long EmittedAtMs { get; } = emittedAtMs;

    public bool IsDurable { get; set; }

    public bool IsPardoned { get; set; }

    public bool IsHandedOut { get; set; }

    public bool IsConfirmed { get; set; }

    public bool IsAcknowledged { get; set; }

    public bool IsAcknowledgementDurable { get; set; }

    /// <summary>Acknowledged before flash had taken it: a write that seemed to fail and did not may bring it up again.</summary>
    public bool IsDoubtful { get; set; }

    public long AcknowledgedAtMs { get; set; }

    public int Deliveries { get; set; }

    /// <summary>Given again on command: handed out and acknowledged once more.</summary>
    public bool IsAskedAgain { get; set; }

    public long AskedAgainAtMs { get; set; } = -1;

    // One that the broker has from an earlier boot may be done with or not: whether that reached flash is not certain.
    public bool MustGoFirst => Item.Severity == Severity.Emergency && !IsHandedOut && !IsAcknowledged && !IsPardoned && !IsConfirmed;

    public string DifferenceTo(JsonElement message)
    {
        string data = message.GetProperty("data").GetRawText();
        bool isDrill = message.TryGetProperty("drill", out _);
        bool isMaintenance = message.TryGetProperty("maintenance", out _);
        return message.GetProperty("event").GetString() != EventCatalog.NameOf(Item.Kind) ? "another event"
            : message.GetProperty("severity").GetString() != EventCatalog.NameOf(Item.Severity) ? "another severity"
            : message.GetProperty("uptimeMs").GetInt64() != Item.AtMs ? "another time"
            : data != "{" + Item.Data + "}" ? "other data: " + data
            : isDrill != (Item.Mode == OperatingMode.Drill) || isMaintenance != (Item.Mode == OperatingMode.Maintenance)
            ? "another mode"
            : string.Empty;
    }

    public override string ToString() =>
        $"({Item.Boot}, {Item.Seq}) {EventCatalog.NameOf(Item.Kind)} {EventCatalog.NameOf(Item.Severity)}";
}
