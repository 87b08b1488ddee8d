using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Simulator.Fleet;
using AedCabinet.Terminal;
using MQTTnet;
using MQTTnet.Protocol;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// How soon what happens is with those who want to be told (SPEC §19): a registry as a process of its own, at a Mosquitto, with 50
/// receivers, of which some break off, some never answer and some fail.
/// </summary>
public sealed class FeedsBench : IBench
{
    private const int FullReceivers = 50;
    private const int ShortReceivers = 10;
    private const int FullSeconds = 30;
    private const int ShortSeconds = 1;
    private const int Cabinets = 200;
    private const int EventsPerSecond = 40;
    private const int EmergencyEvery = 10;
    private const int OfOneSystem = 20;
    private const int Percentile = 99;
    private const int PollMs = 100;
    private const double MostMs = 2000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private int _sent;

    /// <inheritdoc/>
    public string Name => "feeds";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        (int receivers, int seconds) = size == BenchSize.Full ? (FullReceivers, FullSeconds) : (ShortReceivers, ShortSeconds);
        say(string.Create(CultureInfo.InvariantCulture,
            $"{EventsPerSecond} events a second, a tenth of them emergencies, to {receivers} receivers, a tenth of them dead"));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-bench-");
        using BenchBroker broker = await BenchBroker.StartAsync(Name);
        await using FeedReceivers there = await FeedReceivers.StartAsync(receivers);
        int port = FreePort();
        FileInfo database = new(Path.Combine(folder.FullName, "registry.db"));
        OwnRegistry registry = await OwnRegistry.StartAsync(broker.Address, database, stop, "--http",
            port.ToString(CultureInfo.InvariantCulture), "--feed-private-addresses");
        try
        {
            using HttpClient api = new() { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
            await SubscribeAsync(api, database, there, stop);
            await SendAsync(broker.Address, seconds, stop);
            await AwaitAsync(() => Task.FromResult(there.IsWhole(_sent)),
                $"only {there.Fewest} of {_sent} events came to every receiver", stop);
            return [Figure("an emergency", there.EmergencyMs), Figure("an event", there.OrdinaryMs)];
        }
        finally
        {
            registry.Dispose();
            folder.Delete(recursive: true);
        }

        BenchFigure Figure(string what, double[] times)
        {
            Array.Sort(times);
            return BenchFigure.AtMost(string.Create(CultureInfo.InvariantCulture,
                $"from {what}'s arrival to a receiver's 2xx, p99, {receivers} receivers, {receivers / 10} of them dead"), MostMs,
                times[times.Length * Percentile / 100], "ms", string.Create(CultureInfo.InvariantCulture,
                    $" (half: {times[times.Length / 2]:0} ms, most: {times[^1]:0} ms, of {times.Length:#,0})"));
        }
    }

    private static async Task SubscribeAsync(HttpClient api, FileInfo database, FeedReceivers there, CancellationToken stop)
    {
        Uri[] all = [.. there.All];
        for (int i = 0; i < all.Length; i++)
        {
            if (i % OfOneSystem == 0)
            {
                api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer",
                    await TokenAsync(api, database, $"feed-{i / OfOneSystem}", stop));
            }

            using HttpResponseMessage answer = await api.PostAsJsonAsync("/v1/subscriptions",
                new { name = $"receiver {i}", url = all[i].AbsoluteUri }, stop);
            _ = answer.EnsureSuccessStatusCode();
            if (i % OfOneSystem == OfOneSystem - 1 || i == all.Length - 1)
            {
                await AwaitAsync(() => AreActiveAsync(api, stop), "not every receiver was asked whether it wants to be told", stop);
            }
        }
    }

    private static async Task<bool> AreActiveAsync(HttpClient api, CancellationToken stop)
    {
        JsonNode list = JsonNode.Parse(await api.GetStringAsync("/v1/subscriptions", stop))!;
        return list["items"]!.AsArray().All(item => item!["state"]!.GetValue<string>() == "active");
    }

    // As `registry system add` does, in the time that a process takes to start.
    private static async Task<string> TokenAsync(HttpClient api, FileInfo database, string name, CancellationToken stop)
    {
        string secret = SystemSecret.New();
        using (AccountBook book = new(new SqliteStore(database.FullName)))
        {
            _ = book.TryAdd(new Account
            {
                Kind = Account.System,
                Name = name,
                NormalizedName = name.ToUpperInvariant(),
                Stamp = Guid.NewGuid().ToString("N"),
                Made = DateTimeOffset.UtcNow,
                PasswordHash = SystemSecret.Hash(secret),
                Grants = [Grant.Everywhere(Role.Feed)],
            });
        }

        using HttpResponseMessage answer = await api.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = name,
            ["client_secret"] = secret,
        }), stop);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(stop))!["access_token"]!.GetValue<string>();
    }

    private async Task SendAsync(BrokerAddress broker, int seconds, CancellationToken stop)
    {
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer(broker.Host, broker.Port).Build(), stop);
        using PeriodicTimer pace = new(TimeSpan.FromSeconds(1) / EventsPerSecond);
        for (_sent = 0; _sent < seconds * EventsPerSecond; _sent++)
        {
            await pace.WaitForNextTickAsync(stop);
            bool isEmergency = _sent % EmergencyEvery == 0;
            string id = string.Create(CultureInfo.InvariantCulture, $"BN-{_sent % Cabinets:0000}");
            string time = ContractForms.TimeText(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            await client.PublishStringAsync($"aed/v1/1501/150102/health/{id}/event",
                $$$"""{"id":"{{{id}}}","event":"{{{(isEmergency ? "sos.pressed" : "door.opened")}}}","severity":"{{{(isEmergency
                    ? "emergency" : "info")}}}","boot":1,"seq":{{{1 + (_sent / Cabinets)}}},"time":"{{{time}}}","uptimeMs":60000,"data":{{{(
                        isEmergency ? "{}" : """{"compartment":"aed"}""")}}}}""",
                MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: stop);
        }
    }

    private static async Task AwaitAsync(Func<Task<bool>> condition, string otherwise, CancellationToken stop)
    {
        long untilMs = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while (!await condition())
        {
            if (Environment.TickCount64 > untilMs)
            {
                throw new UserErrorException($"bench: {otherwise} within {s_patience.TotalSeconds} s", UserErrorException.Environment);
            }

            await Task.Delay(PollMs, stop);
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
