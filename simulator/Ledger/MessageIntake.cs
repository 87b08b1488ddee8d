using System.Collections.Concurrent;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>
/// Reads messages as they come, on the thread that brings them, so that the thread that writes only writes. Never throws on account of what
/// a message holds.
/// </summary>
internal sealed class MessageIntake
{
    // Cabinets with all they say; a stranger's topics must not fill the memory.
    private const int MostTopics = 200_000;

    private static readonly string[] s_kinds = ["", "online", "about", "state", "event", "telemetry", "reply"];

    private readonly ConcurrentDictionary<string, CabinetTopic> _topics = new();
    private readonly ConcurrentDictionary<string, CabinetTopic>.AlternateLookup<ReadOnlySpan<char>> _topicsByText;

    /// <summary>Initializes a new instance of the <see cref="MessageIntake"/> class.</summary>
    public MessageIntake() => _topicsByText = _topics.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads a message.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">Its payload, which must not change any more.</param>
    /// <param name="isRetained">Whether the broker kept it from before the subscription.</param>
    /// <param name="nowMs">The time now, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="delivery">What is to be told to the broker once it is on disk.</param>
    /// <returns>The message.</returns>
    public ReceivedMessage Read(string topic, byte[] payload, bool isRetained, long nowMs, IDelivery? delivery)
    {
        CabinetTopic? from = TopicOf(topic, out MessageKind kind);
        string? fault = from is null ? "The topic is not one of contract version 1." : null;
        EventFacts facts = default;
        object? content = null;
        string? note = null;
        if (from is not null && payload.Length > 0)
        {
            if (kind == MessageKind.Event)
            {
                EventReader.TryRead(payload, from.Cabinet, out facts, out fault);
                note = facts.Note;
                if (facts.AtMs > nowMs)
                {
                    // A time in the future counts as the time of arrival.
                    facts.AtMs = EventFacts.UnknownTime;
                }
            }
            else
            {
                content = ContentOf(kind, payload, from.Cabinet, DateTimeOffset.FromUnixTimeMilliseconds(nowMs), out note, out fault);
            }
        }

        if (kind == MessageKind.Event && payload.Length == 0 && fault is null)
        {
            fault = "The payload is empty.";
        }

        return new ReceivedMessage(facts)
        {
            TopicText = topic,
            Topic = from,
            Kind = kind,
            Payload = payload,
            IsRetained = isRetained,
            ReceivedMs = nowMs,
            Content = content,
            Fault = fault,
            Note = note,
            Delivery = delivery,
        };
    }

    private static object? ContentOf(MessageKind kind, byte[] payload, string cabinet, DateTimeOffset now, out string? note,
        out string? fault)
    {
        note = null;
        fault = null;
        try
        {
            return kind switch
            {
                MessageKind.Online => MessageReader.Online(payload, out note),
                MessageKind.About => MessageReader.About(payload, cabinet, out note),
                MessageKind.State => MessageReader.State(payload, cabinet, now, out note),
                MessageKind.Telemetry => MessageReader.Telemetry(payload, cabinet, now, out note),
                MessageKind.Reply => MessageReader.Reply(payload, out note),
                _ => null,
            };
        }
        catch (FormatException exception)
        {
            fault = exception.Message;
            return null;
        }
    }

    // All but the last level is the same for every message of a cabinet, and is taken apart once.
    private CabinetTopic? TopicOf(string topic, out MessageKind kind)
    {
        int slash = topic.LastIndexOf('/');
        ReadOnlySpan<char> last = topic.AsSpan(slash + 1);
        kind = MessageKind.Other;
        for (int i = 1; i < s_kinds.Length; i++)
        {
            kind = last.SequenceEqual(s_kinds[i]) ? (MessageKind)i : kind;
        }

        if (slash < 0)
        {
            return null;
        }

        if (_topicsByText.TryGetValue(topic.AsSpan(0, slash), out CabinetTopic? known))
        {
            return last.IsEmpty ? null : known;
        }

        if (CabinetTopic.TryParse(topic, out CabinetTopic? parts) && parts!.County.StartsWith(parts.Prefecture, StringComparison.Ordinal))
        {
            if (_topics.Count < MostTopics)
            {
                _topics.TryAdd(parts.Base, parts);
            }

            return parts;
        }

        return null;
    }
}
