using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// Receivers of webhooks on this host. From when they have said that they want to be told, some of the dead break the connection off, some
/// never answer, and some answer 500.
/// </summary>
internal sealed class FeedReceivers : IAsyncDisposable
{
    private const int DeadOf = 10;

    private readonly WebApplication _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<(bool IsEmergency, double Ms)> _took = [];
    private readonly ConcurrentDictionary<string, byte>[] _ids;
    private readonly int _count;

    private FeedReceivers(WebApplication server, int count)
    {
        _server = server;
        _count = count;
        _ids = [.. Enumerable.Range(0, count).Select(_ => new ConcurrentDictionary<string, byte>())];
        server.Map("/{number:int}", AnswerAsync);
    }

    /// <summary>Gets all of them.</summary>
    public IEnumerable<Uri> All => Enumerable.Range(0, _count).Select(
        number => new Uri(string.Create(CultureInfo.InvariantCulture, $"{_server.Urls.Single()}/{number}")));

    /// <summary>Gets how long emergencies took, in milliseconds.</summary>
    public double[] EmergencyMs => [.. _took.Where(one => one.IsEmergency).Select(one => one.Ms)];

    /// <summary>Gets how long everything else took, in milliseconds.</summary>
    public double[] OrdinaryMs => [.. _took.Where(one => !one.IsEmergency).Select(one => one.Ms)];

    /// <summary>Gets how many events the one has that has fewest of those that live.</summary>
    public int Fewest => Living.Min(number => _ids[number].Count);

    private IEnumerable<int> Living => Enumerable.Range(0, _count).Where(number => KindOf(number) == Kind.Living);

    /// <summary>Starts them.</summary>
    /// <param name="count">How many.</param>
    /// <returns>They.</returns>
    public static async Task<FeedReceivers> StartAsync(int count)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        FeedReceivers receivers = new(builder.Build(), count);
        await receivers._server.StartAsync();
        return receivers;
    }

    /// <summary>Whether each that lives has so many events.</summary>
    /// <param name="events">How many.</param>
    /// <returns><c>true</c> when it has.</returns>
    public bool IsWhole(int events) => Fewest == events;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    // A tenth is dead, each in one of three ways.
    private static Kind KindOf(int number) => number % DeadOf != 0 ? Kind.Living : (Kind)(1 + (number / DeadOf % 3));

    private async Task AnswerAsync(HttpContext context, int number)
    {
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.Headers["WebHook-Allowed-Origin"] = "*";
            return;
        }

        switch (KindOf(number))
        {
            case Kind.Breaking:
                context.Abort();
                return;
            case Kind.Hanging:
                using (CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, context.RequestAborted))
                {
                    await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                return;
            case Kind.Failing:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            default:
                JsonNode item = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
                context.Response.OnCompleted(() =>
                {
                    Note(number, item);
                    return Task.CompletedTask;
                });
                return;
        }
    }

    // This host's time on both sides; from when the registry had it, so that its way to the disk is within it.
    private void Note(int number, JsonNode item)
    {
        DateTimeOffset received = item["data"]!["received"]!.GetValue<DateTimeOffset>();
        _took.Add((item["severity"]!.GetValue<string>() == "emergency", (DateTimeOffset.UtcNow - received).TotalMilliseconds));
        _ids[number][item["id"]!.GetValue<string>()] = 0;
    }

    private enum Kind
    {
        Living,
        Breaking,
        Hanging,
        Failing,
    }
}
