using System.Net;
using AedCabinet.Contract;
using AedCabinet.Page;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Mqtt;
using AedCabinet.Simulator.Web;

namespace AedCabinet.Simulator.Commands;

/// <summary>One <c>run</c> from start to Ctrl-C: broker, cabinets, observer, page; stopped in the opposite order.</summary>
public static class RunSession
{
    /// <summary>Runs until asked to stop.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="output">Where lines go.</param>
    /// <param name="stop">Cancelled by Ctrl-C or SIGTERM.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(RunOptions options, TextWriter output, CancellationToken stop)
    {
        SerialConsole log = new(output, TimeProvider.System);
        SimulatedTime time = new(TimeProvider.System) { Speed = options.Speed };
        BrokerAddress broker = options.OutsideBroker ?? new BrokerAddress(IPAddress.Loopback.ToString(), options.MqttPort);
        // A wrong configuration is told before anything is started.
        RunPlan plan = new(options, broker);

        await using EmbeddedBroker? embedded = options.OutsideBroker is null && !options.KeepsBroker
            ? await EmbeddedBroker.StartAsync(options.MqttPort, log) : null;
        await using MessageObserver observer = new(broker, TimeProvider.System, time, log);
        await using RegistryOffice office = new(broker, plan.Keys, observer, time);
        using CabinetHost host = plan.CreateHost(time, log);
        await using WebApplication web = WebHost.Build(options.WebPort, options.IsHeadless, host, observer, office, time);
        await PageServer.StartAsync(web, new PageListening(options.WebPort), "the page", "--web-port");

        string address = web.Urls.First();
        log.Info(
            options.KeepsBroker
                ? "broker   as each cabinet's file says; its messages are not shown here, for only the cabinets have accounts there"
                : embedded is null ? $"broker   mqtt://{broker} (outside)" : $"broker   mqtt://{broker}");
        if (!options.IsHeadless)
        {
            log.Info($"page     {address}");
        }

        foreach (SimulatedCabinet cabinet in host.Cabinets)
        {
            log.Info($"cabinet  {cabinet.Topics.Base}");
            log.Info($"API      {address}/api/cabinets/{cabinet.Id}");
        }

        log.Info("Ctrl-C stops.");

        observer.Received += message => log.Info(
            $"mqtt     {message.Kind}{(message.IsRetained ? " (retained)" : string.Empty)} {message.Cabinet} {message.Text}");
        if (!options.KeepsBroker)
        {
            observer.Start();
        }

        host.Start();
        await WaitAsync(stop);

        log.Info("stopping");
        host.Stop();
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(2));
        await web.StopAsync(patience.Token);
        return 0;
    }

    private static async Task WaitAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }
}
