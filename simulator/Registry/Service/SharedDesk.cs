using System.Data.Common;
using System.Text;
using System.Text.Json;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Registry.Service;

/// <summary>
/// What a worker does for the cabinets that it keeps beside taking in what they say: it sends what pages have signed until the reply, tells
/// cabinets that an emergency was closed, confirms settings on trial, and asks for events that are missing.
/// </summary>
internal sealed class SharedDesk : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly RegistryServiceOptions _options;
    private readonly WorkerPool _pool;
    private readonly ICommandPublisher _publisher;
    private readonly PostgresNews _news;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ILoggerFactory _logs;
    private readonly WallTime _time;
    private readonly HashSet<long> _sent = [];
    private readonly SemaphoreSlim _isNew = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<LedgerDatabase> _databases = [];
    private OutgoingCommands _outgoing = null!;
    private LedgerCommandBook _book = null!;
    private LedgerEmergencyBook _steps = null!;
    private CommandKeeper _keeper = null!;
    private CommandDesk _desk = null!;
    private EmergencyDesk _emergencies = null!;
    private ResendDesk? _resends;
    private Task _work = Task.CompletedTask;
    private string? _told;

    /// <summary>Initializes a new instance of the <see cref="SharedDesk"/> class.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="pool">Has the cabinets; started before.</param>
    /// <param name="publisher">Sends commands.</param>
    /// <param name="news">Tells the pages, and is told by them.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logs">Told what happens.</param>
    public SharedDesk(RegistryServiceOptions options, WorkerPool pool, ICommandPublisher publisher, PostgresNews news, TimeProvider clock,
        ILoggerFactory logs)
    {
        _options = options;
        _pool = pool;
        _publisher = publisher;
        _news = news;
        _clock = clock;
        _logs = logs;
        _log = logs.CreateLogger<SharedDesk>();
        _time = new WallTime(clock);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        CommandKeys keys = _options.ResendKeys ?? new CommandKeys();
        _outgoing = new OutgoingCommands(Open());
        _book = new LedgerCommandBook(Open());
        _steps = new LedgerEmergencyBook(Open());
        _desk = new CommandDesk(keys, _publisher, _clock, _time, _book, _book.Latest(CommandDesk.Capacity));
        _keeper = new CommandKeeper(_desk, _book, _clock, _log);
        _keeper.Kept += TellCommands;
        _emergencies = new EmergencyDesk(id => _pool.Find(id, _time.Now), _desk, _steps, _clock, _time);
        _emergencies.Start();
        _pool.Answered += TakeAnswer;
        _pool.Written += TellCabinets;
        _news.Heard += Note;
        if (_options.ResendKeys is not null)
        {
            _resends = new ResendDesk(_options.Store, keys, _publisher, _pool.IsOnline, _pool.Metrics, _clock,
                _logs.CreateLogger<ResendDesk>(), isAlone: false);
            _pool.Answered += _resends.Take;
            _resends.Start();
        }

        _work = Task.Run(FollowAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_databases.Count == 0)
        {
            return;
        }

        _news.Heard -= Note;
        await _stop.CancelAsync();
        await _work;
        if (_resends is not null)
        {
            _pool.Answered -= _resends.Take;
            await _resends.DisposeAsync();
        }

        _pool.Written -= TellCabinets;
        _pool.Answered -= TakeAnswer;
        _emergencies.Dispose();
        await _keeper.DisposeAsync();
        _desk.Dispose();
        _steps.Dispose();
        _book.Dispose();
        _outgoing.Dispose();
        _databases.ForEach(database => database.Dispose());
        _databases.Clear();
        _stop.Dispose();
        _isNew.Dispose();
    }

    private LedgerDatabase Open()
    {
        _databases.Add(_options.Store.OpenForChange());
        return _databases[^1];
    }

    private void Note(string what)
    {
        if (what != PostgresNews.Cabinets && _isNew.CurrentCount == 0)
        {
            _isNew.Release();
        }
    }

    private void TellCabinets() => _news.Tell(PostgresNews.Cabinets);

    private void TellCommands() => _news.Tell(PostgresNews.Commands);

    private void TakeAnswer(ReceivedMessage message) =>
        _desk.Take(new ObservedMessage(0, _clock.GetUtcNow(), message.TopicText, Encoding.UTF8.GetString(message.Payload),
            message.IsRetained, _time.Now));

    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                IReadOnlyList<OutgoingCommand> outgoing = _outgoing.All();
                _sent.IntersectWith(outgoing.Select(command => command.Counter));
                foreach (OutgoingCommand command in outgoing)
                {
                    await LookAtAsync(command);
                }

                _desk.Adopt(_book.Latest(CommandDesk.Capacity, _time.Now - CommandDesk.Patience));
                _emergencies.Reload();
                _told = null;
            }
            catch (DbException exception)
            {
                if (_told is null)
                {
                    _log.Tell(LogLevel.Warning, $"数据库：{exception.Message}；继续重试", $"database: {exception.Message}; trying again");
                    _told = exception.Message;
                }
            }

            await ((Task)_isNew.WaitAsync(s_look, _stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAtAsync(OutgoingCommand command)
    {
        if (!CabinetTopic.TryParse(command.Topic, out CabinetTopic? to) || !_pool.Keeps(to!.Prefecture))
        {
            // Whoever keeps it now sends it; should it come back here, it is sent anew: the cabinet gives the same answer.
            _sent.Remove(command.Counter);
            return;
        }

        if (_desk.Commands.FirstOrDefault(known => known.Counter == command.Counter) is
            { Stage: CommandStage.Done or CommandStage.Failed or CommandStage.Refused or CommandStage.Accepted })
        {
            _outgoing.End(command.Counter);
            _sent.Remove(command.Counter);
        }
        else if (_sent.Add(command.Counter))
        {
            // Known here before it is sent: a reply is fast.
            _desk.Adopt([RecordOf(command, to)]);
            await SendAsync(command);
        }
    }

    private async Task SendAsync(OutgoingCommand command)
    {
        try
        {
            await _publisher.PublishAsync(command.Topic, command.Message, _stop.Token);
        }
        catch (CommandNotSentException exception)
        {
            _log.Tell(LogLevel.Warning, $"命令{command.Counter}：{exception.Message}；继续重试",
                $"command {command.Counter}: {exception.Message}; trying again");
            _sent.Remove(command.Counter);
        }
        catch (OperationCanceledException)
        {
            // The worker ends; another sends it.
        }
    }

    private static CommandRecord RecordOf(OutgoingCommand command, CabinetTopic to)
    {
        using JsonDocument document = JsonDocument.Parse(command.Message);
        JsonElement root = document.RootElement;
        return new CommandRecord(to.Cabinet, root.GetProperty("id").GetString()!, command.Counter, root.GetProperty("name").GetString()!,
            root.GetProperty("args").GetString()!, false, command.Put,
            [.. new[] { CommandStage.Sending, CommandStage.Sent }.Select(stage => new CommandStep(stage, TimeSpan.Zero, null, null))]);
    }
}
