using System.Data.Common;
using AedCabinet.Centre;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Ledger;

/// <summary>
/// Writes down what becomes of a desk's commands, as it becomes of them, on a task of its own: the desk never waits for the disk.
/// </summary>
internal sealed class CommandKeeper : IAsyncDisposable
{
    private readonly CommandDesk _desk;
    private readonly LedgerCommandBook _book;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _news = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<long, int> _kept;
    private readonly Task _work;

    /// <summary>Initializes a new instance of the <see cref="CommandKeeper"/> class.</summary>
    /// <param name="desk">The desk; what it holds now is written down already.</param>
    /// <param name="book">Where to write.</param>
    /// <param name="clock">The time.</param>
    /// <param name="log">Told when the database refuses.</param>
    public CommandKeeper(CommandDesk desk, LedgerCommandBook book, TimeProvider clock, ILogger log)
    {
        _desk = desk;
        _book = book;
        _clock = clock;
        _log = log;
        _kept = desk.Commands.ToDictionary(command => command.Counter, command => command.Steps.Count);
        _desk.Changed += Note;
        _work = Task.Run(KeepAsync);
    }

    /// <summary>Raised after something was written down, on its task.</summary>
    public event Action? Kept;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _desk.Changed -= Note;
        await _stop.CancelAsync();
        await _work;
        TryKeep();
        _stop.Dispose();
        _news.Dispose();
    }

    private void Note() => _news.Release();

    private async Task KeepAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await _news.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (!TryKeep() && !_stop.IsCancellationRequested)
            {
                await Task.Delay(LedgerLimits.WriteRetry, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private bool TryKeep()
    {
        try
        {
            bool isNew = false;
            IReadOnlyList<CommandRecord> commands = _desk.Commands;
            foreach (CommandRecord command in commands.Where(command => _kept.GetValueOrDefault(command.Counter) != command.Steps.Count))
            {
                _book.Keep(command);
                _kept[command.Counter] = command.Steps.Count;
                isNew = true;
            }

            if (isNew)
            {
                Kept?.Invoke();
            }

            foreach (long gone in _kept.Keys.Except(commands.Select(command => command.Counter)).ToArray())
            {
                _kept.Remove(gone);
            }

            return true;
        }
        catch (DbException exception)
        {
            _log.Tell(
                LogLevel.Warning,
                $"数据库：一条命令的结果未能写入：{exception.Message}",
                $"database: what became of a command could not be written down: {exception.Message}");
            return false;
        }
    }
}
