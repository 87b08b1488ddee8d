using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>
/// Takes what a cabinet says of itself, who it is, how it is, whether it is connected, and notes what of it is to be written down.
/// </summary>
/// <param name="readiness">Told when a cabinet's readiness may have changed.</param>
internal sealed class RetainedMessageHandler(ReadinessLedger readiness)
{
    /// <summary>Takes a message.</summary>
    /// <param name="file">Its cabinet.</param>
    /// <param name="message">The message, which is not empty.</param>
    public void Take(CabinetFile file, ReceivedMessage message)
    {
        if (IsPassed(file, message))
        {
            NoteClaim(file, message);
            return;
        }

        if (!message.IsRetained)
        {
            file.Entry.See(DateTimeOffset.FromUnixTimeMilliseconds(message.ReceivedMs));
        }

        string before = file.Entry.Topic.Prefecture;
        if (Accept(file, message))
        {
            NoteStream(file, message, before);
            file.NewMessages[message.Kind] = (message.Payload, message.ReceivedMs);
            file.IsWithdrawn = false;
            file.IsChanged = true;
        }
    }

    /// <summary>Takes a state of which nothing can be read.</summary>
    /// <param name="file">Its cabinet.</param>
    /// <param name="message">The message.</param>
    public void TakeUnreadable(CabinetFile file, ReceivedMessage message)
    {
        if (IsPassed(file, message))
        {
            return;
        }

        file.Entry.TakeUnreadable(message.Fault!, DateTimeOffset.FromUnixTimeMilliseconds(message.ReceivedMs));
        file.IsChanged = true;
        readiness.Save(file, message.ReceivedMs, message.ReceivedMs);
    }

    /// <summary>Takes an empty message: the broker was told to forget the one that it retained.</summary>
    /// <param name="file">Its cabinet.</param>
    /// <param name="message">The message.</param>
    public void Clear(CabinetFile file, ReceivedMessage message)
    {
        if (message.Kind is MessageKind.About or MessageKind.State or MessageKind.Online && !IsPassed(file, message))
        {
            file.Entry.Clear(message.Kind.ToString().ToLowerInvariant());
            file.NewMessages[message.Kind] = ([], message.ReceivedMs);
            file.OfflineSinceMs = message.Kind == MessageKind.Online ? null : file.OfflineSinceMs;
            file.IsWithdrawn = file.Entry.IsEmpty;
            file.IsChanged = true;
            readiness.Save(file, message.ReceivedMs, message.ReceivedMs);
        }
    }

    // What a dead worker held comes again behind what came since: a newer picture stays (SPEC §20).
    private static bool IsPassed(CabinetFile file, ReceivedMessage message)
    {
        // Each prefecture has a stream of its own: the numbers of one say nothing of another's.
        if (message is not { Kind: not MessageKind.Telemetry, Delivery: { Sequence: > 0 and long sequence } }
            || message.Topic!.Prefecture != file.Entry.Topic.Prefecture)
        {
            return false;
        }

        if (file.Sequences.TryGetValue(message.Kind, out long known) && sequence <= known)
        {
            return true;
        }

        file.Sequences[message.Kind] = sequence;
        return false;
    }

    // A cabinet that speaks from another prefecture begins to count in that one's stream.
    private static void NoteStream(CabinetFile file, ReceivedMessage message, string before)
    {
        if (file.Entry.Topic.Prefecture != before)
        {
            file.Sequences.Clear();
            if (message.Delivery is { Sequence: > 0 } delivery)
            {
                file.Sequences[message.Kind] = delivery.Sequence;
            }
        }
    }

    // What a state of an older boot says of its numbers counts too, whatever else has become of it.
    private static void NoteClaim(CabinetFile file, ReceivedMessage message)
    {
        if (message.Content is ReportedState { Boot: > 0, Seq: { } seq } state && seq > file.NewClaims.GetValueOrDefault(state.Boot).Seq)
        {
            file.NewClaims[state.Boot] = (seq, message.ReceivedMs);
            file.IsChanged = true;
        }
    }

    // It was good at the moment from which on nothing was known, and so it was not silence but waiting.
    private static bool EndsSilence(CabinetFile file, long saidMs) =>
        file.Readiness is { IsInferred: true } silence && saidMs + (long)file.Entry.StateIsGoodFor.TotalMilliseconds > silence.SinceMs;

    private static long SaidMs(CabinetFile file) =>
        file.Entry.State is { } state ? Math.Min(state.At.ToUnixTimeMilliseconds(), file.StateReceivedMs) : 0;

    private bool Accept(CabinetFile file, ReceivedMessage message)
    {
        CabinetTopic topic = message.Topic!;
        switch (message.Content)
        {
            case ReportedAbout about:
                return file.Entry.Take(about, topic, message.IsRetained);
            case ReportedTelemetry telemetry:
                file.Entry.Take(telemetry);
                return true;
            case ReportedOnline online:
                return AcceptOnline(file, online, message);
            case ReportedState state:
                return AcceptState(file, state, message);
            default:
                return false;
        }
    }

    private bool AcceptOnline(CabinetFile file, ReportedOnline online, ReceivedMessage message)
    {
        if (!file.Entry.Take(online, message.Topic!, message.IsRetained))
        {
            return false;
        }

        bool wasOffline = file.OfflineSinceMs is not null;
        file.OfflineSinceMs = online.IsOnline ? null : file.OfflineSinceMs ?? message.ReceivedMs;
        if (wasOffline && online.IsOnline)
        {
            readiness.Save(file, message.ReceivedMs, message.ReceivedMs, message.ReceivedMs);
        }

        return true;
    }

    private bool AcceptState(CabinetFile file, ReportedState state, ReceivedMessage message)
    {
        NoteClaim(file, message);
        long knownMs = SaidMs(file);
        if (!file.Entry.Take(state, message.Topic!, message.IsRetained))
        {
            return false;
        }

        file.StateReceivedMs = message.ReceivedMs;
        file.OfflineSinceMs = file.Entry.Online is { IsOnline: true } ? null : file.OfflineSinceMs;

        // Judged at its own time: one that waited at the broker was not old when it was sent. But arrival orders: where the cabinet's
        // clock went back, what was known until now stays known, and the state counts from now on.
        long saidMs = SaidMs(file);
        bool wentBack = saidMs < knownMs || (saidMs < file.Readiness?.SinceMs && !EndsSilence(file, saidMs));
        readiness.Save(file, wentBack ? message.ReceivedMs : saidMs, message.ReceivedMs, wentBack ? message.ReceivedMs : 0);
        return true;
    }
}
