using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>
/// Takes events: each into the database, and what opens, closes or contradicts something into what is known of its cabinet.
/// </summary>
/// <param name="events">Keeps the events.</param>
/// <param name="readiness">Told when a cabinet's readiness may have changed.</param>
internal sealed class EventTaker(EventLedger events, ReadinessLedger readiness)
{
    // What an event's data holds matters to nobody here.
    private static readonly Dictionary<string, string> s_noData = [];

    /// <summary>What an event counts as that is not simply new.</summary>
    /// <param name="outcome">What became of it.</param>
    /// <returns>The counts.</returns>
    public static BatchOutcome CountOf(EventOutcome outcome) => outcome switch
    {
        EventOutcome.Again => new BatchOutcome(0, 1, 0),
        EventOutcome.Twin => new BatchOutcome(1, 0, 0, Conflicts: 1),
        _ => new BatchOutcome(0, 0, 1, Conflicts: 1),
    };

    /// <summary>Tells what is known of a cabinet of an event that changes it.</summary>
    /// <param name="file">The cabinet.</param>
    /// <param name="message">The message.</param>
    /// <param name="facts">What it says.</param>
    public static void TakeIntoEntry(CabinetFile file, ReceivedMessage message, in EventFacts facts)
    {
        file.Entry.Take(MessageReader.Event(facts, s_noData, message.Topic!.Cabinet,
            DateTimeOffset.FromUnixTimeMilliseconds(message.ReceivedMs)));
        file.IsChanged = true;
    }

    /// <summary>Puts an event into the database, and into what is known of its cabinet.</summary>
    /// <param name="file">Its cabinet.</param>
    /// <param name="message">The message.</param>
    /// <returns>What became of it.</returns>
    public EventOutcome Take(CabinetFile file, ReceivedMessage message)
    {
        EventOutcome outcome = events.Take(file, message);
        ref readonly EventFacts facts = ref message.Event;
        if (outcome != EventOutcome.Again && (facts.IsEmergency || facts.WokeFromSleep || facts.IsInspection))
        {
            TakeIntoEntry(file, message, facts);
            file.Entry.Sleeps |= facts.WokeFromSleep;
        }

        if (outcome is EventOutcome.Twin or EventOutcome.TooMany || facts.IsInspection)
        {
            readiness.Save(file, message.ReceivedMs, message.ReceivedMs, message.ReceivedMs);
        }

        if (file.OfflineSinceMs is not null && IsBehindGoodbye(file, message))
        {
            file.Entry.ComeBack();
            file.OfflineSinceMs = null;
            file.IsChanged = true;
            readiness.Save(file, message.ReceivedMs, message.ReceivedMs, message.ReceivedMs);
        }

        if (file.IsWithdrawn)
        {
            file.IsWithdrawn = false;
            file.IsChanged = true;
        }

        return outcome;
    }

    // Published after the goodbye, by its number in the stream: the birth between them was lost, for example with the brokers' storage.
    // Without a stream nothing but arrival orders the two, and a birth is not lost.
    private static bool IsBehindGoodbye(CabinetFile file, ReceivedMessage message) =>
        message.Delivery is { Sequence: > 0 and long sequence } && message.Topic!.Prefecture == file.Entry.Topic.Prefecture
            && sequence > file.Sequences.GetValueOrDefault(MessageKind.Online);
}
