namespace AedCabinet.Contract;

/// <summary>How grave an event counts whose severity can't be read, or is lower than any mode explains.</summary>
internal static class EventSeverity
{
    /// <summary>Judges.</summary>
    /// <param name="kind">The event; <c>null</c> for one that this program does not know.</param>
    /// <param name="said">The severity that it says; <c>null</c> when that can't be read.</param>
    /// <param name="isDrill">Whether it belongs to a declared exercise.</param>
    /// <param name="isMaintenance">Whether it happened during maintenance.</param>
    /// <param name="note">What is wrong with what it says, in an English sentence; <c>null</c> for nothing.</param>
    /// <returns>The severity that counts.</returns>
    public static Severity Judge(EventKind? kind, Severity? said, bool isDrill, bool isMaintenance, out string? note)
    {
        note = null;
        OperatingMode mode = isDrill ? OperatingMode.Drill : isMaintenance ? OperatingMode.Maintenance : OperatingMode.Normal;
        Severity? own = kind is { } known ? SeverityCap.Cap(EventCatalog.SeverityOf(known), mode) : null;
        if (said is not { } severity)
        {
            // In a drill SOS may be meant.
            severity = kind == EventKind.SosPressed ? Severity.Emergency : own ?? Severity.Emergency;
            note = $"The member \"severity\" can't be read: it counts as \"{EventCatalog.NameOf(severity)}\".";
        }
        else if (kind is EventKind.AedRemoved or EventKind.SosPressed && own > severity)
        {
            note =
                $"The member \"severity\" is \"{EventCatalog.NameOf(severity)}\", but {EventCatalog.NameOf(kind.Value)} is "
                    + $"\"{EventCatalog.NameOf(own.Value)}\" here.";
            severity = own.Value;
        }

        return severity;
    }
}
