using System.Text.Json.Nodes;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// Every event that any reader of a test has seen, doubles too, and the registry's way to remove them: by (id, boot, seq).
/// </summary>
internal sealed class ReceivedEvents
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Id, int Boot, int Seq), JsonNode> _events = [];
    private readonly List<string> _contradictions = [];
    private int _doubles;

    /// <summary>Gets how many events came that had come before.</summary>
    public int Doubles
    {
        get
        {
            lock (_lock)
            {
                return _doubles;
            }
        }
    }

    /// <summary>Takes an event down.</summary>
    /// <param name="text">Its JSON.</param>
    public void Add(string text)
    {
        JsonNode item = JsonNode.Parse(text)!;
        (string, int, int) key = (item["id"]!.GetValue<string>(), item["boot"]!.GetValue<int>(), item["seq"]!.GetValue<int>());
        lock (_lock)
        {
            if (_events.TryAdd(key, item))
            {
                return;
            }

            _doubles++;
            if (Told(item) != Told(_events[key]))
            {
                _contradictions.Add($"{key}: {Told(_events[key])} and {Told(item)}");
            }
        }
    }

    /// <summary>The events of one name, without doubles.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Their JSON, in order of boot and number.</returns>
    public IReadOnlyList<JsonNode> All(string name)
    {
        lock (_lock)
        {
            return [.. _events.OrderBy(item => item.Key).Select(item => item.Value).Where(item => Name(item) == name)];
        }
    }

    /// <summary>
    /// Waits until everything is there, and fails unless, after removing doubles, it is there exactly once: of each boot every
    /// number from 1 to its highest, of each expected name exactly as many as expected, and no number that stands for two
    /// different events.
    /// </summary>
    /// <param name="emitted">The boots and the number of the latest event in each, as the cabinets know them.</param>
    /// <param name="expected">The names of the events the test has caused, each as often as it was caused.</param>
    public void AwaitEveryEventOnce(Func<IEnumerable<(string Id, int Boot, int LastSeq)>> emitted, params string[] expected)
    {
        Dictionary<string, int> wanted = expected.GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());
        Waiting.Until(
            () => wanted.All(item => All(item.Key).Count >= item.Value) && Gaps(emitted()).Count == 0,
            "every event: " + string.Join(", ", wanted.Select(item => $"{item.Value} {item.Key}")),
            () => Picture(emitted()));
        foreach ((string name, int count) in wanted)
        {
            Assert.HasCount(count, All(name), $"{name} {Picture(emitted())}");
        }

        Assert.IsEmpty(Contradictions(), string.Join(System.Environment.NewLine, Contradictions()));
    }

    // The part that stays the same when an event is composed again; its time changes when the clock was set in between.
    private static string Told(JsonNode item) => $"{Name(item)} {item["severity"]} {item["uptimeMs"]} {item["data"]?.ToJsonString()}";

    private static string Name(JsonNode item) => item["event"]!.GetValue<string>();

    private List<string> Contradictions()
    {
        lock (_lock)
        {
            return [.. _contradictions];
        }
    }

    private List<string> Gaps(IEnumerable<(string Id, int Boot, int LastSeq)> emitted)
    {
        lock (_lock)
        {
            IEnumerable<(string Id, int Boot, int Seq)> known = _events.Keys.Concat(emitted);
            return
            [
                .. known.GroupBy(key => (key.Id, key.Boot)).SelectMany(boot =>
                    Enumerable.Range(1, boot.Max(key => key.Seq)).Where(seq => !_events.ContainsKey((boot.Key.Id, boot.Key.Boot, seq)))
                        .Select(seq => $"{boot.Key.Id} boot {boot.Key.Boot} seq {seq}")),
            ];
        }
    }

    private string Picture(IEnumerable<(string Id, int Boot, int LastSeq)> emitted)
    {
        lock (_lock)
        {
            return string.Join(
                System.Environment.NewLine,
                ["Read:", .. _events.OrderBy(item => item.Key).Select(item => $"  {item.Key} {Name(item.Value)}"), "Missing:",
                    .. Gaps(emitted).Select(gap => "  " + gap)]);
        }
    }
}
