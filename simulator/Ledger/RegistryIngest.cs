using AedCabinet.Centre;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Ledger;

/// <summary>Everything from a message as it comes to the row on disk, without the broker.</summary>
public sealed class RegistryIngest : IDisposable
{
    private readonly MessageIntake _intake = new();
    private readonly LedgerWriter _writer;
    private readonly IngestLoop _loop;
    private readonly TimeProvider _clock;

    /// <summary>Initializes a new instance of the <see cref="RegistryIngest"/> class.</summary>
    /// <param name="database">The database, which stays the caller's.</param>
    /// <param name="clock">The time.</param>
    /// <param name="log">Told when the database refuses.</param>
    /// <param name="wakeHours">Every how many hours a battery kit reports.</param>
    /// <param name="metrics">The figures, where several share them.</param>
    public RegistryIngest(LedgerDatabase database, TimeProvider clock, ILogger log, int wakeHours = CabinetEntry.DefaultWakeHours,
        LedgerMetrics? metrics = null)
    {
        Metrics = metrics ?? new LedgerMetrics();
        _clock = clock;
        _writer = new LedgerWriter(database, wakeHours);
        _loop = new IngestLoop(_writer, Queue, clock, log, Metrics);
        _loop.Written += () => Written?.Invoke();
        _loop.Kept += TellKept;
    }

    /// <summary>Raised after a batch is on disk, on the thread that wrote it.</summary>
    public event Action? Written;

    /// <summary>Raised for what commands wait for, every reply and every birth, on the thread that brought it.</summary>
    public event Action<ReceivedMessage>? Answered;

    /// <summary>
    /// Raised for an emergency that can be kept as such, before it is on disk, on the thread that brought it; not where another event is
    /// known to have its number, for then its id is not known yet.
    /// </summary>
    public event Action<ReceivedMessage>? EmergencyCame;

    /// <summary>Raised once it is on disk, on the thread that wrote it.</summary>
    public event Action<ReceivedMessage>? EmergencyKept;

    /// <summary>Gets the figures.</summary>
    public LedgerMetrics Metrics { get; }

    /// <summary>Gets what came and is not on disk yet.</summary>
    public IngestQueue Queue { get; } = new();

    /// <summary>Gets the cabinets.</summary>
    public CabinetBook Book => _writer.Book;

    /// <summary>Gets what the database complains of, or <c>null</c>.</summary>
    public string? Trouble => _loop.Trouble;

    /// <summary>Gets a value indicating whether the database has neither taken nor refused what it was given long ago.</summary>
    public bool IsStalled => _loop.IsStalled;

    /// <summary>Gets the end of it because everything was moved elsewhere, with the name of the other store.</summary>
    public Task<string> Moved => _loop.Moved;

    /// <summary>Gets the end of it because another worker keeps the prefecture now: nothing more is written or confirmed.</summary>
    public Task<LeaseLostException> Lost => _loop.Lost;

    /// <summary>Starts to write.</summary>
    public void Start() => _loop.Start();

    /// <summary>Takes a message.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">Its payload, which must not change any more.</param>
    /// <param name="isRetained">Whether the broker kept it from before the subscription.</param>
    /// <param name="delivery">Confirmed once it is on disk.</param>
    public void Take(string topic, byte[] payload, bool isRetained, IDelivery? delivery)
    {
        ReceivedMessage message = _intake.Read(topic, payload, isRetained, _clock.GetUtcNow().ToUnixTimeMilliseconds(), delivery);
        TellCame(message);
        if (!Queue.TryAdd(message))
        {
            Metrics.CountDropped();
        }

        if (message.Kind is MessageKind.Reply or MessageKind.Online && message.Fault is null)
        {
            Answered?.Invoke(message);
        }
    }

    /// <summary>
    /// Hears of an event by a way of its own, by which nothing is kept: a source that confirms what is on disk gives nothing more once too
    /// much is not.
    /// </summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">Its payload, which must not change any more.</param>
    public void Hear(string topic, byte[] payload) =>
        TellCame(_intake.Read(topic, payload, false, _clock.GetUtcNow().ToUnixTimeMilliseconds(), null));

    /// <summary>Whether a cabinet is connected.</summary>
    /// <param name="cabinet">Its id.</param>
    /// <returns><c>true</c> when it said so last.</returns>
    public bool IsConnected(string cabinet)
    {
        lock (Book.Gate)
        {
            return Book.Find(cabinet) is { IsWithdrawn: false, Entry.Online.IsOnline: true };
        }
    }

    /// <summary>How far a prefecture's stream has been taken.</summary>
    /// <param name="prefecture">The prefecture.</param>
    /// <returns>How far.</returns>
    public StreamPlace PlaceOf(string prefecture) => _writer.PlaceOf(prefecture);

    /// <summary>Where a cabinet speaks.</summary>
    /// <param name="cabinet">Its id.</param>
    /// <returns>The base of its topics; <c>null</c> when it never did, or was withdrawn.</returns>
    public string? TopicOf(string cabinet)
    {
        lock (Book.Gate)
        {
            return Book.Find(cabinet) is { IsWithdrawn: false } file ? file.Entry.Topic.Base : null;
        }
    }

    /// <summary>Writes what came and ends.</summary>
    public void Stop() => _loop.Stop(LedgerLimits.StopPatience);

    /// <inheritdoc/>
    public void Dispose()
    {
        _loop.Dispose();
        _writer.Dispose();
    }

    private void TellCame(ReceivedMessage message)
    {
        if (EmergencyCame is { } tell && IsEmergency(message) && !IsNumberTaken(message))
        {
            tell(message);
        }
    }

    private void TellKept(IReadOnlyList<ReceivedMessage> batch)
    {
        if (EmergencyKept is { } tell)
        {
            foreach (ReceivedMessage message in batch.Where(IsEmergency))
            {
                tell(message);
            }
        }
    }

    private bool IsEmergency(ReceivedMessage message) =>
        message is { Kind: MessageKind.Event, Fault: null, IsRetained: false, Topic: { } topic } && message.Event.IsEmergency
            && (_writer.Database.Prefecture is null || topic.Prefecture == _writer.Database.Prefecture);

    // Whoever is stuck in the middle of writing has the lock: then nobody is waited for, and the number counts as free.
    private bool IsNumberTaken(ReceivedMessage message)
    {
        if (!Book.Gate.TryEnter())
        {
            return false;
        }

        try
        {
            return Book.Find(message.Topic!.Cabinet)?.FindBoot(message.Event.Boot)?.HasTaken(message.Event.Seq) == true;
        }
        finally
        {
            Book.Gate.Exit();
        }
    }
}
