using System.Text.Json.Nodes;
using AedCabinet.Feeds;

namespace AedCabinet.Centre.Tests.Feeds;

/// <summary>A receiver that answers what a test has it answer, and remembers what it took.</summary>
internal sealed class FakeReceiver
{
    private readonly List<TaskCompletionSource<FeedAnswer>> _hanging = [];
    private readonly List<FeedDelivery> _deliveries = [];

    /// <summary>What it answers; taken unless a test says otherwise. <c>null</c> is no answer until <see cref="Release"/>.</summary>
    public Func<JsonNode, FeedAnswer?> Answers { get; set; } = _ => FeedAnswer.Taken;

    /// <summary>What it took, in order.</summary>
    public List<JsonNode> Taken { get; } = [];

    public int Tries { get; private set; }

    public IReadOnlyList<FeedDelivery> Deliveries => _deliveries;

    public string[] Ids => [.. Taken.Select(item => item["id"]!.GetValue<string>())];

    public string[] IdsOf(string cabinet) =>
        [.. Taken.Where(item => item["subject"]?.GetValue<string>() == cabinet).Select(item => item["id"]!.GetValue<string>())];

    public Task<FeedAnswer> PostAsync(FeedDelivery delivery)
    {
        Tries++;
        JsonNode item = JsonNode.Parse(delivery.Body)!;
        Assert.AreEqual(delivery.Id, item["id"]!.GetValue<string>());
        _deliveries.Add(delivery);
        FeedAnswer? answer = Answers(item);
        if (answer is null)
        {
            TaskCompletionSource<FeedAnswer> hanging = new();
            _hanging.Add(hanging);
            return hanging.Task;
        }

        if (answer.IsTaken)
        {
            Taken.Add(item);
        }

        return Task.FromResult(answer);
    }

    /// <summary>Ends what hangs, as the time limit does.</summary>
    public void Release()
    {
        foreach (TaskCompletionSource<FeedAnswer> hanging in _hanging)
        {
            hanging.TrySetResult(new FeedAnswer(false, "no answer"));
        }

        _hanging.Clear();
    }
}
