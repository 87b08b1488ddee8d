using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>A message on its way to disk, read as far as can be without knowing anything of its cabinet.</summary>
/// <param name="facts">What an event says; nothing for any other message.</param>
public sealed class ReceivedMessage(in EventFacts facts = default)
{
    private readonly EventFacts _event = facts;

    /// <summary>Gets the topic.</summary>
    public required string TopicText { get; init; }

    /// <summary>Gets who it is of; <c>null</c> when the topic is none of contract version 1.</summary>
    public CabinetTopic? Topic { get; init; }

    /// <summary>Gets the last level of the topic.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>Gets the message as sent.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>Gets a value indicating whether the broker kept it from before the subscription.</summary>
    public bool IsRetained { get; init; }

    /// <summary>Gets when it came, in milliseconds since 1970-01-01 UTC.</summary>
    public required long ReceivedMs { get; init; }

    /// <summary>Gets what an event says.</summary>
    public ref readonly EventFacts Event => ref _event;

    /// <summary>Gets what any other message says; <c>null</c> for none, or when the message clears what was retained.</summary>
    public object? Content { get; init; }

    /// <summary>Gets why it can't be used; <c>null</c> when it can.</summary>
    public string? Fault { get; init; }

    /// <summary>Gets what of it could not be used although the rest was; <c>null</c> for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Gets what is to be told to the broker once it is on disk; <c>null</c> for nothing.</summary>
    public IDelivery? Delivery { get; init; }

    /// <summary>The same message as one that can't be used.</summary>
    /// <param name="fault">Why, in one English sentence.</param>
    /// <returns>It.</returns>
    public ReceivedMessage SetAside(string fault) => new()
    {
        TopicText = TopicText,
        Topic = Topic,
        Kind = Kind,
        Payload = Payload,
        IsRetained = IsRetained,
        ReceivedMs = ReceivedMs,
        Fault = fault,
        Delivery = Delivery,
    };
}
