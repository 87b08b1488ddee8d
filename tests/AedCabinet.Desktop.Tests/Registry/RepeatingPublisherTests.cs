using AedCabinet.Centre;
using Microsoft.Extensions.DependencyInjection;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>SPEC §20: a command to a cell goes with QoS 0 and is repeated until the reply.</summary>
[TestClass]
public class RepeatingPublisherTests
{
    private const string Topic = "aed/v1/1501/150102/health/NM-1/command";
    private const string Command = """{"id":"r-17","name":"locate","counter":17,"expires":"2026-01-12T03:01:00Z"}""";

    private readonly Sent _sent = new();
    private readonly SetTime _time = new();

    [TestMethod]
    public async Task The_same_command_is_sent_until_its_reply_and_not_a_time_more()
    {
        await using RepeatingPublisher publisher = new(_sent, _time);
        await publisher.PublishAsync(Topic, Command, CancellationToken.None);
        await AfterAsync(publisher, 1);
        Assert.HasCount(1, _sent.Texts);
        await AfterAsync(publisher, 2);
        await AfterAsync(publisher, 3);
        CollectionAssert.AreEqual(new[] { Command, Command, Command }, _sent.Texts);

        publisher.Take("NM-2", "r-17");
        await AfterAsync(publisher, 3);
        Assert.HasCount(4, _sent.Texts, "another cabinet's reply");
        publisher.Take("NM-1", "r-17");
        await AfterAsync(publisher, 3);
        Assert.HasCount(4, _sent.Texts);
    }

    [TestMethod]
    public async Task Nothing_is_sent_once_it_has_expired_and_a_gateway_that_is_away_is_tried_again()
    {
        await using RepeatingPublisher publisher = new(_sent, _time);
        await publisher.PublishAsync(Topic, Command, CancellationToken.None);
        _sent.IsAway = true;
        await AfterAsync(publisher, 3);
        _sent.IsAway = false;
        await AfterAsync(publisher, 3);
        Assert.HasCount(2, _sent.Texts);
        await AfterAsync(publisher, 54);
        Assert.HasCount(2, _sent.Texts);
    }

    private Task AfterAsync(RepeatingPublisher publisher, int seconds)
    {
        _time.Now += TimeSpan.FromSeconds(seconds);
        return publisher.RepeatDueAsync();
    }

    [TestMethod]
    public async Task A_host_that_ends_it_under_both_its_names_ends_without_an_error()
    {
        ServiceCollection services = new();
        services.AddSingleton(_ => new RepeatingPublisher(new Sent(), TimeProvider.System));
        services.AddSingleton<ICommandPublisher>(parts => parts.GetRequiredService<RepeatingPublisher>());
        ServiceProvider host = services.BuildServiceProvider();
        Assert.AreSame<object>(host.GetRequiredService<RepeatingPublisher>(), host.GetRequiredService<ICommandPublisher>());
        await host.DisposeAsync();
    }

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 12, 3, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Sent : ICommandPublisher
    {
        public List<string> Texts { get; } = [];

        public bool IsAway { get; set; }

        public Task PublishAsync(string topic, string text, CancellationToken stop)
        {
            Assert.AreEqual(Topic, topic);
            if (IsAway)
            {
                throw new CommandNotSentException(NotSentWhy.Unreachable, "away");
            }

            Texts.Add(text);
            return Task.CompletedTask;
        }
    }
}
