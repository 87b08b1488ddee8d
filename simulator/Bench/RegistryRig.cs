using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Simulator.Fleet;
using Microsoft.AspNetCore.Identity;
using MQTTnet;
using MQTTnet.Protocol;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// A registry as a process of its own at a Mosquitto, with as many cabinets as a region has, and a browser: started once for all benches
/// that look at its page.
/// </summary>
public sealed class RegistryRig : IAsyncDisposable
{
    private const int FullCabinets = 7215;
    private const int ShortCabinets = 50;
    private const string Any = "1501";
    private const string Reader = "bench";

    private static readonly string[] s_prefectures =
        ["1501", "1502", "1503", "1504", "1505", "1506", "1507", "1508", "1509", "1522", "1525", "1529"];

    private DirectoryInfo? _folder;
    private BenchBroker? _broker;
    private OwnRegistry? _registry;
    private IMqttClient? _client;
    private Browser? _browser;
    private int _seq = 1;

    /// <summary>Gets how many cabinets there are.</summary>
    public int Cabinets { get; private set; }

    /// <summary>Gets where the page is.</summary>
    internal Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Gets the browser.</summary>
    internal Browser Browser => _browser!;

    /// <summary>Gets the memory of the registry's process, bytes.</summary>
    internal long MemoryBytes => _registry!.MemoryBytes;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _client?.Dispose();
        _registry?.Dispose();
        _broker?.Dispose();
        _folder?.Delete(recursive: true);
    }

    /// <summary>Starts it, the first time.</summary>
    /// <param name="size">How large.</param>
    /// <param name="say">Told what is being done.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>When every cabinet is on the page.</returns>
    internal async Task StartAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        if (_browser is not null)
        {
            return;
        }

        Cabinets = size == BenchSize.Full ? FullCabinets : ShortCabinets;
        say(string.Create(CultureInfo.InvariantCulture, $"a registry with {Cabinets:#,0} cabinets, and Chromium"));
        _folder = Directory.CreateTempSubdirectory("aed-bench-");
        _broker = await BenchBroker.StartAsync("paint");
        int port = FreePort();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        FileInfo database = new(Path.Combine(_folder.FullName, "registry.db"));
        _registry = await OwnRegistry.StartAsync(_broker.Address, database, stop, "--http", port.ToString(CultureInfo.InvariantCulture));
        _client = new MqttClientFactory().CreateMqttClient();
        await _client.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer(_broker.Address.Host, _broker.Address.Port).Build(), stop);
        for (int i = 0; i < Cabinets; i++)
        {
            await SendCabinetAsync(i, stop);
        }

        string password = Guid.NewGuid().ToString("N");
        AddReader(database, password);
        _browser = await Browser.StartAsync(stop);
        await using Browser.Tab tab = await _browser.OpenAsync(new Uri(Address, "/login?lang=en"), stop);
        await tab.AwaitAsync("document.querySelector('[data-testid=login-send]') !== null", stop);
        await tab.EvaluateAsync(
            $"document.getElementById('name').value = '{Reader}'; document.getElementById('password').value = '{password}'; "
                + "document.querySelector('[data-testid=login-send]').click()", stop);
        string all = Cabinets.ToString("#,0", CultureInfo.InvariantCulture);
        await tab.AwaitAsync($"document.querySelector('[data-testid=figure-cabinets] strong')?.textContent.trim() === '{all}'", stop);
    }

    /// <summary>A cabinet tells an emergency that nobody has told yet.</summary>
    /// <param name="number">Which cabinet.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>Its id, when the broker has it.</returns>
    internal async Task<string> PressSosAsync(int number, CancellationToken stop)
    {
        string id = Id(number);
        await SendAsync(Topic(number) + "/event",
            $$$"""{"id":"{{{id}}}","event":"sos.pressed","severity":"emergency","boot":1,"seq":{{{++_seq}}},"time":"{{{Now()}}}","uptimeMs":60000,"data":{}}""",
            MqttQualityOfServiceLevel.AtLeastOnce, stop);
        return id;
    }

    // As `registry user add` does, in the time that a process takes to start.
    private static void AddReader(FileInfo database, string password)
    {
        Account account = new()
        {
            Name = Reader,
            NormalizedName = Reader.ToUpperInvariant(),
            Stamp = Guid.NewGuid().ToString("N"),
            Made = DateTimeOffset.UtcNow,
            Grants = [Grant.Everywhere(Role.Administrator)],
        };
        account.PasswordHash = new PasswordHasher<Account>().HashPassword(account, password);
        using AccountBook book = new(new SqliteStore(database.FullName));
        _ = book.TryAdd(account);
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"BN-{number:0000}");

    private static string Topic(int number)
    {
        string prefecture = s_prefectures.ElementAtOrDefault(number % s_prefectures.Length) ?? Any;
        return $"aed/v1/{prefecture}/{prefecture}02/education/{Id(number)}";
    }

    private static string Now() => ContractForms.TimeText(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task SendCabinetAsync(int number, CancellationToken stop)
    {
        string id = Id(number);
        string topic = Topic(number);
        bool isReady = number % 20 != 0;

        // A region's width and height, in a pattern without chance.
        string north = (38 + (number * 7 % 1400 / 100.0)).ToString("0.###", CultureInfo.InvariantCulture);
        string east = (100 + (number * 13 % 2500 / 100.0)).ToString("0.###", CultureInfo.InvariantCulture);
        await SendAsync(topic + "/about",
            $$$"""{"id":"{{{id}}}","boot":1,"kind":"aed","name":"第{{{number}}}号机柜","site":{"name":"学校","where":"门厅","indoor":true,"access":"yes","hours":"{{{(Cabinets == FullCabinets ? "Mo-Fr 08:00-18:00" : "24/7")}}}"},"position":{"lat":{{{north}}},"lon":{{{east}}},"datum":"WGS-84"},"firmware":{"version":"0.1.0"}}""",
            MqttQualityOfServiceLevel.AtMostOnce, stop);
        await SendAsync(topic + "/online", """{"online":true,"boot":1,"connection":1}""", MqttQualityOfServiceLevel.AtMostOnce, stop);
        await SendAsync(topic + "/state",
            $$$"""{"id":"{{{id}}}","boot":1,"connection":1,"seq":1,"time":"{{{Now()}}}","uptimeMs":20000,"mode":"normal","ready":{{{(isReady
                ? "true" : "false")}}},"reasons":[{{{(isReady ? string.Empty
                    : "\"aed-attention\"")}}}],"doors":{"aed":"closed"},"open":[]}""",
            MqttQualityOfServiceLevel.AtLeastOnce, stop);
    }

    private Task SendAsync(string topic, string text, MqttQualityOfServiceLevel quality, CancellationToken stop) =>
        _client!.PublishStringAsync(topic, text, quality, cancellationToken: stop);
}
