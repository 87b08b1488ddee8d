using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Contract;
using AedCabinet.Events;
using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Bench;

/// <summary>
/// How long an event takes from the scan that made it to a subscriber of a real Mosquitto on loopback, against a bare MQTTnet
/// publish of the same payload to the same subscriber, in turns.
/// </summary>
/// <remarks>
/// <para>The cabinets are those of <c>run</c>: the firmware's own threads, flash and MQTT client. The debouncing and the wait for
/// the scan that ends it are not counted: the clock runs from the moment at which that scan reads its inputs
/// (<see cref="ScanStamps"/>) to the subscriber's handler. The subscriber is an MQTTnet client in this process, which stands
/// for <c>mosquitto_sub</c>: both ways end in it.</para>
/// <para>No cabinet tells an event of one kind more than 12 times an hour, so several stations have their kit doors opened in turn.
/// <c>kit.opened</c> is made an emergency here and goes out from memory at once, which is what is judged; <c>kit.closed</c> waits for
/// flash.</para>
/// </remarks>
public sealed class ContactBench : IBench
{
    private const int Stations = 9;
    private const int FewStations = 2;
    private const int FewMovements = 2;
    private const int StationDemo = 1;
    private const int ReadyMs = 30_000;
    private const int PollMs = 20;

    // About what a contact is debounced for: the bare publish, too, comes after a pause.
    private const int PauseMs = 60;

    // Whatever the boots had to tell is told.
    private const int QuietMs = 500;

    private const string Filter = "aed/v1/+/+/+/+/event";
    private const string BareTopic = "aed/v1/1502/150203/transport/NM-0472-BARE/event";

    /// <inheritdoc/>
    public string Name => "contact";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchFigure>> MeasureAsync(BenchSize size, Action<string> say, CancellationToken stop)
    {
        (int stations, int movements) = size == BenchSize.Full ? (Stations, EventLimiter.MaxPerHour) : (FewStations, FewMovements);
        say(string.Create(CultureInfo.InvariantCulture,
            $"{stations * movements} times a kit door opened and shut, against as many bare publishes"));
        using BenchBroker broker = await BenchBroker.StartAsync(Name);
        using ContactObserver observer = await ContactObserver.OpenAsync(broker.Address, Filter, stop);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-bench-");
        List<(SimulatedCabinet Cabinet, ScanStamps Stamps)> all = [];
        try
        {
            for (int i = 1; i <= stations; i++)
            {
                all.Add(Start(i, broker.Address, folder));
            }

            await AwaitOnlineAsync([.. all.Select(item => item.Cabinet)], stop);
            Figures figures = new();
            for (int i = 0; i < movements; i++)
            {
                foreach ((SimulatedCabinet cabinet, ScanStamps stamps) in all)
                {
                    await MoveAsync(cabinet, stamps, observer, figures, stop);
                }
            }

            return figures.ToTable();
        }
        finally
        {
            // All at once: each waits for its broker's answer.
            Parallel.ForEach(all, item => item.Cabinet.Dispose());
            folder.Delete(true);
        }
    }

    private static (SimulatedCabinet Cabinet, ScanStamps Stamps) Start(int number, BrokerAddress broker, DirectoryInfo folder)
    {
        JsonObject configuration = JsonNode.Parse(ConfigurationSource.LoadDemo(DemoCabinet.All[StationDemo], broker))!.AsObject();
        string id = string.Create(CultureInfo.InvariantCulture, $"NM-0472-{number:0000}");
        configuration["id"] = id;
        configuration["kit"] = new JsonObject { ["openedSeverity"] = "emergency" };
        SimulatedTime time = new(TimeProvider.System);
        ScanStamps stamps = new(id, time);
        SimulatedCabinet cabinet = new(
            Encoding.UTF8.GetBytes(configuration.ToJsonString()), Path.Combine(folder.FullName, id), new HostNetwork(), number,
            ContactParameters.Ideal, new SilentLog(), time, stamps);
        cabinet.Start();
        return (cabinet, stamps);
    }

    private static async Task AwaitOnlineAsync(IReadOnlyList<SimulatedCabinet> cabinets, CancellationToken stop)
    {
        long untilMs = Environment.TickCount64 + ReadyMs;
        while (cabinets.FirstOrDefault(cabinet => cabinet.LinkState != LinkState.Online) is { } late)
        {
            if (Environment.TickCount64 > untilMs)
            {
                throw new UserErrorException($"bench: {late.Id} is not online after {ReadyMs / 1000} s", UserErrorException.Environment);
            }

            await Task.Delay(PollMs, stop);
        }

        await Task.Delay(QuietMs, stop);
    }

    private static async Task MoveAsync(SimulatedCabinet cabinet, ScanStamps stamps, ContactObserver observer, Figures figures,
        CancellationToken stop)
    {
        cabinet.Move("kit-door", "open");
        ContactObserver.Arrival opened = await observer.AwaitEventAsync(cabinet.Topics.Event, "kit.opened", stop);
        figures.Emergencies.Add(Took(opened, stamps));
        await Task.Delay(PauseMs, stop);
        figures.Bare.Add((await observer.RoundTripAsync(BareTopic, opened.Payload, stop)).TotalMilliseconds);
        cabinet.Move("kit-door", "closed");
        figures.Others.Add(Took(await observer.AwaitEventAsync(cabinet.Topics.Event, "kit.closed", stop), stamps));
        await Task.Delay(PauseMs, stop);
    }

    private static double Took(ContactObserver.Arrival arrival, ScanStamps stamps)
    {
        JsonNode item = JsonNode.Parse(arrival.Payload)!;
        long unixMs = DateTimeOffset.Parse(item["time"]!.GetValue<string>(), CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        return Stopwatch.GetElapsedTime(stamps.BeginOf(unixMs, item["uptimeMs"]!.GetValue<long>()), arrival.Stamp).TotalMilliseconds;
    }

    private sealed class Figures
    {
        public List<double> Emergencies { get; } = [];

        public List<double> Others { get; } = [];

        public List<double> Bare { get; } = [];

        public IReadOnlyList<BenchFigure> ToTable()
        {
            double emergencyMs = Median(Emergencies);
            double bareMs = Median(Bare);
            string note = string.Create(
                CultureInfo.InvariantCulture,
                $" (medians of {Emergencies.Count}: {emergencyMs:F2} ms, bare {bareMs:F2} ms; an event that waits for flash "
                    + $"{Median(Others):F2} ms)");
            return [BenchFigure.AtMost("an emergency from its scan to a subscriber against a bare MQTTnet publish, same run", 2,
                emergencyMs / bareMs, "×", note)];
        }

        private static double Median(List<double> values)
        {
            double[] ordered = [.. values.Order()];
            return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
        }
    }

    private sealed class SilentLog : ILog
    {
        public void Info(string line)
        {
        }

        public void Warning(string line)
        {
        }

        // A failure shows as a missing event; its reason belongs beside it.
        public void Error(string line) => Console.Error.WriteLine(line);
    }
}
