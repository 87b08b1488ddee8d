using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>What becomes of each message of a batch: an event into its table, a picture into its cabinet, the rest aside.</summary>
/// <param name="database">The database.</param>
/// <param name="held">Finds the cabinets.</param>
/// <param name="book">The cabinets that are known.</param>
/// <param name="touched">Told of those that change.</param>
/// <param name="setAside">Takes what can't be used.</param>
/// <param name="pictures">Takes what cabinets say of themselves.</param>
/// <param name="events">Takes events.</param>
internal sealed class MessageTaker(LedgerDatabase database, HeldCabinets held, CabinetBook book, TouchedCabinets touched,
    SetAsideLedger setAside, RetainedMessageHandler pictures, EventTaker events)
{
    /// <summary>The cabinet that a message is of.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The cabinet; <c>null</c> when the message is no cabinet's, or has nothing in it.</returns>
    public CabinetFile? SenderOf(ReceivedMessage message) =>
        message.Fault is null && IsOfPrefecture(message) && message.Kind != MessageKind.Other && message.Payload.Length > 0
            ? held.FileOf(message.Topic!, message.ReceivedMs) : null;

    /// <summary>Takes a message.</summary>
    /// <param name="file">Its cabinet, or <c>null</c>.</param>
    /// <param name="message">The message.</param>
    /// <returns>What it counts as.</returns>
    public BatchOutcome Take(CabinetFile? file, ReceivedMessage message)
    {
        if (message.Fault is not null || !IsOfPrefecture(message))
        {
            TakeUnusable(message);
            return new BatchOutcome(0, 0, 1);
        }

        BatchOutcome outcome = message.Note is not null || message.Kind != MessageKind.Event ? TakeNote(file, message) : default;
        if (message.Kind == MessageKind.Event)
        {
            return outcome + TakeEvent(file!, message);
        }

        TakePicture(file, message);
        return outcome;
    }

    private bool IsOfPrefecture(ReceivedMessage message) =>
        database.Prefecture is null || message.Topic is null || message.Topic.Prefecture == database.Prefecture;

    private BatchOutcome TakeEvent(CabinetFile file, ReceivedMessage message)
    {
        EventOutcome outcome = events.Take(file, message);
        if (file.IsChanged)
        {
            touched.Add(file);
        }

        return outcome == EventOutcome.New ? new BatchOutcome(1, 0, 0) : EventTaker.CountOf(outcome);
    }

    // What can't be kept as a message may say all the same that somebody needs help, or that nothing is known of a cabinet any more.
    private void TakeUnusable(ReceivedMessage message)
    {
        setAside.Take(message,
            message.Fault ?? $"It is of prefecture {message.Topic!.Prefecture}; this registry keeps {database.Prefecture} alone.");
        if (message.Topic is not { } topic || !IsOfPrefecture(message))
        {
            return;
        }

        CabinetFile? file = book.Find(topic.Cabinet);
        if (message.Kind == MessageKind.Event && message.Event.IsEmergency
            && (file is not null || message.Event.Name != EventReader.UnnamedEmergency))
        {
            file ??= held.FileOf(topic, message.ReceivedMs);

            // Without a number there is none that a state could have passed.
            EventTaker.TakeIntoEntry(file, message, message.Event with { Boot = 0, Seq = 0 });
            touched.Add(file);
        }
        else if (message.Kind == MessageKind.State && file is not null)
        {
            pictures.TakeUnreadable(file, message);
            touched.Add(file);
        }
    }

    // Told once: a cabinet that is newer than this program says the same with every state.
    private BatchOutcome TakeNote(CabinetFile? file, ReceivedMessage message)
    {
        if (message.Note is null)
        {
            file?.Notes.Remove(message.Kind);
            return default;
        }

        if (file is not null && message.Kind != MessageKind.Event)
        {
            if (file.Notes.GetValueOrDefault(message.Kind) == message.Note)
            {
                return default;
            }

            file.Notes[message.Kind] = message.Note;
        }

        setAside.TakeInPart(message, message.Note);
        return new BatchOutcome(0, 0, 0, 1);
    }

    private void TakePicture(CabinetFile? file, ReceivedMessage message)
    {
        if (message.Kind == MessageKind.Other)
        {
            return;
        }

        if (file is not null)
        {
            pictures.Take(file, message);
            touched.Add(file);
        }
        else if (book.Find(message.Topic!.Cabinet) is { } known && known.Entry.Topic.Base == message.Topic.Base)
        {
            // Not what it left under a topic of before: that is forgotten once it speaks under another.
            pictures.Clear(known, message);
            touched.Add(known);
        }
    }
}
