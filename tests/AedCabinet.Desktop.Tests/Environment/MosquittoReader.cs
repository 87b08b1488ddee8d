using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// <c>mosquitto_sub</c> as an ordinary reader of <c>aed/v1/#</c>. Every message it sees is checked against the contract;
/// one that breaks it fails the test that disposes of the reader.
/// </summary>
internal sealed class MosquittoReader : IDisposable
{
    private readonly Process _process;
    private readonly ContractValidator _contract;
    private readonly ConcurrentQueue<(string Topic, string Text)> _messages = new();
    private readonly ConcurrentQueue<string> _violations = new();

    public MosquittoReader(int port, ContractValidator contract)
    {
        _contract = contract;
        string program = RequiredTool.Find("mosquitto_sub", "mosquitto-clients");
        ProcessStartInfo start = new(program, ["-h", "127.0.0.1", "-p", port.ToString(), "-q", "1", "-t", "aed/v1/#", "-v"])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.BeginOutputReadLine();
    }

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
        _messages.Where(message => message.Topic.EndsWith("/" + kind, StringComparison.Ordinal)).Select(message => JsonNode.Parse(message.Text)!);

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Assert.IsEmpty(_violations, string.Join(System.Environment.NewLine, _violations));
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        int blank = line.IndexOf(' ', StringComparison.Ordinal);
        (string topic, string text) = (line[..blank], line[(blank + 1)..]);
        try
        {
            _contract.Check(topic, Encoding.UTF8.GetBytes(text));
        }
        catch (Exception exception)
        {
            _violations.Enqueue(exception.Message);
        }

        _messages.Enqueue((topic, text));
    }
}
