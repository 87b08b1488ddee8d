using System.Data.Common;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Places;

namespace AedCabinet.Alerting;

/// <summary>The lists of those on call, for the page.</summary>
public sealed class OnCallDesk : IOnCallDesk, IDisposable
{
    private readonly OnCallBook _book;
    private readonly AlertEngine? _engine;
    private readonly TimeProvider _clock;

    /// <summary>Initializes a new instance of the <see cref="OnCallDesk"/> class.</summary>
    /// <param name="store">Where the lists are.</param>
    /// <param name="engine">Sends a test; <c>null</c> in a process without an alerting file.</param>
    /// <param name="channels">By what that can send.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="Terminal.UserErrorException">The database can't be opened.</exception>
    public OnCallDesk(LedgerStore store, AlertEngine? engine, IReadOnlyList<string> channels, TimeProvider clock)
    {
        _book = new OnCallBook(store);
        _engine = engine;
        _clock = clock;
        Channels = channels;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Channels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<OnCallEntry> List()
    {
        try
        {
            return _book.List();
        }
        catch (DbException exception)
        {
            throw new OnCallException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Judge(OnCallEntry entry) => OnCallRules.Judge(entry, Channels);

    /// <inheritdoc/>
    public void Save(OnCallEntry entry) => Change(() => _book.Save(entry with
    {
        Hours = OpeningHours.Normalize(entry.Hours) ?? string.Empty,
    }));

    /// <inheritdoc/>
    public void Remove(long no) => Change(() => _book.Remove(no));

    /// <inheritdoc/>
    public async Task<AlertStep> TestAsync(OnCallEntry entry, string who) => _engine is null
        ? new AlertStep(entry.Name, entry.Channel, _clock.GetUtcNow(), AlertOutcome.Failed, "this process has no alerting file", false)
        : await _engine.TestAsync(entry, who);

    /// <inheritdoc/>
    public void Dispose() => _book.Dispose();

    private static void Change(Action change)
    {
        try
        {
            change();
        }
        catch (DbException exception)
        {
            throw new OnCallException(exception.Message, exception);
        }
    }
}
