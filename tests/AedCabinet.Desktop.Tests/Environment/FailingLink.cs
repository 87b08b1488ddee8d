using AedCabinet.Commands;
using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Flash;
using AedCabinet.Storage;
using AedCabinet.Supervision;
using AedCabinet.Timing;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>A link thread whose connection throws in every step, as often as asked.</summary>
internal sealed class FailingLink : IBrokerConnection, IDisposable
{
    private readonly AutoResetEvent _wake = new(false);
    private readonly Func<LinkLoop> _newLoop;
    private LinkLoop? _loop;
    private int _failures;

    public FailingLink(SimulatedFlash flash, BootRecord boots, RestartDesk desk, ILog log)
    {
        CabinetConfiguration configuration = new();
        SystemClock clock = new();
        ScanExchange exchange = new(new EventQueue(), new NoticeQueue());
        MessageComposer composer = new(configuration, 1, clock);
        Topics topics = new(configuration);
        Progress scan = new();
        scan.Note();
        Outbox events = new(flash, clock, new NoticeQueue(), log);
        _newLoop = () => new LinkLoop(
            new RegistryLink(
                configuration.Broker,
                new HostNetwork(),
                this,
                new LinkSession(this, composer, topics),
                events,
                new Outgoing(this, composer, topics, events, exchange.States, new ScanHealth(exchange.Shortage), new ReplyQueue()),
                new ConnectPreparation(false, clock, exchange.Handshake, log),
                new LinkEscalation(new HostNetwork(), exchange.Alarm, exchange.Restarts, flash, log),
                null,
                new Random(1),
                log),
            new BootClock(),
            _wake,
            boots,
            desk,
            scan,
            exchange.Shortage,
            log);
    }

    /// <summary>Runs a link until it has failed so often, and then until its stop.</summary>
    /// <param name="times">How often.</param>
    public void FailInARow(int times)
    {
        _failures = times;
        _loop = _newLoop();
        _loop.Run();
    }

    public bool TryTakeSignal(out BrokerSignal signal)
    {
        signal = default!;
        if (_failures-- > 0)
        {
            _ = _wake.Set();
            throw new InvalidTimeZoneException();
        }

        _loop!.Stop();
        return false;
    }

    public bool TryOpen(string willTopic, string willText, out string problem)
    {
        problem = "not in this test";
        return false;
    }

    public int Subscribe(string topic) => 0;

    public bool TryPublish(string topic, string text, bool isRetained, out int messageId)
    {
        messageId = 0;
        return false;
    }

    public void PublishOnce(string topic, string text)
    {
    }

    public void Close(bool isFarewell)
    {
    }

    public void Dispose() => _wake.Dispose();
}
