using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Processes;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// <c>mosquitto_sub</c> as an ordinary reader, of <c>aed/v1/#</c> unless told otherwise. Every message it sees is checked against the
/// contract; one that breaks it fails the test that disposes of the reader.
/// </summary>
internal sealed class MosquittoReader : IDisposable
{
    // Every broker keeps it, so a reader that has received it is subscribed.
    private const string Beacon = "$SYS/broker/version";

    private readonly RunningProgram _program;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ReceivedEvents? _ledger;
    private volatile bool _isSubscribed;
    private readonly ConcurrentQueue<(string Topic, string Text)> _messages = new();
    private readonly ConcurrentQueue<string> _violations = new();

    /// <summary>Starts it and waits until the broker has it as a subscriber.</summary>
    /// <param name="port">The broker's port.</param>
    /// <param name="ledger">Takes down every event, or <c>null</c>.</param>
    /// <param name="account">How it connects; <c>null</c> for without user and TLS.</param>
    /// <param name="topic">What it subscribes.</param>
    public MosquittoReader(int port, ReceivedEvents? ledger = null, BrokerAccount? account = null, string topic = "aed/v1/#")
    {
        _ledger = ledger;
        string program = RequiredTool.Find("mosquitto_sub", "mosquitto-clients");
        _program = new RunningProgram(program, [.. (account ?? new BrokerAccount()).ToArguments(port), "-q", "1", "-t", topic, "-t", Beacon,
            "-v"], Take, _complaints.Enqueue);
        try
        {
            Waiting.Until(() => _isSubscribed, $"the reader of {topic} to be subscribed",
                () => string.Join(System.Environment.NewLine, _complaints));
        }
        catch
        {
            _program.Dispose();
            throw;
        }
    }

    /// <summary>Gets a value indicating whether the broker has put it out.</summary>
    public bool HasEnded => _program.HasEnded;

    /// <summary>Gets everything read so far, as <c>topic text</c>.</summary>
    public IReadOnlyList<string> Lines => [.. _messages.Select(message => $"{message.Topic} {message.Text}")];

    /// <summary>Waits for a message.</summary>
    /// <param name="kind">The last level of its topic.</param>
    /// <param name="condition">What its JSON must be like.</param>
    /// <param name="what">What is waited for, for the message.</param>
    /// <returns>The first such message.</returns>
    public JsonNode Await(string kind, Func<JsonNode, bool> condition, string what)
    {
        JsonNode? found = null;
        Waiting.Until(
            () => (found = All(kind).FirstOrDefault(condition)) is not null,
            what,
            () => "Read until then:" + System.Environment.NewLine + string.Join(System.Environment.NewLine, Lines));
        return found!;
    }

    /// <summary>Every message of a kind read so far.</summary>
    /// <param name="kind">The last level of the topic.</param>
    /// <returns>Their JSON in order.</returns>
    public IEnumerable<JsonNode> All(string kind) =>
        _messages.Where(message => message.Topic.EndsWith("/" + kind, StringComparison.Ordinal))
            .Select(message => JsonNode.Parse(message.Text)!);

    public void Dispose()
    {
        _program.Dispose();
        Assert.IsEmpty(_violations, string.Join(System.Environment.NewLine, _violations));
    }

    private void Take(string line)
    {
        if (line.StartsWith(Beacon, StringComparison.Ordinal))
        {
            _isSubscribed = true;
            return;
        }

        int blank = line.IndexOf(' ', StringComparison.Ordinal);
        (string topic, string text) = (line[..blank], line[(blank + 1)..]);
        try
        {
            ContractValidator.Shared.Check(topic, Encoding.UTF8.GetBytes(text));
        }
        catch (Exception exception)
        {
            _violations.Enqueue(exception.Message);
        }

        _messages.Enqueue((topic, text));
        if (topic.EndsWith("/event", StringComparison.Ordinal))
        {
            _ledger?.Add(text);
        }
    }
}
