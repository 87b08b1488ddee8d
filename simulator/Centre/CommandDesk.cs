using System.Globalization;
using System.Text;
using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>
/// The registry's desk for commands: signs each with its cabinet's own key, publishes it and pairs the replies by the
/// command's id. May be used by any thread.
/// </summary>
public sealed class CommandDesk : IDisposable
{
    /// <summary>How many commands are kept.</summary>
    public const int Capacity = 200;

    /// <summary>After this time without a reply it is said that none came.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // A cabinet takes its old settings back after 10 min; one birth is worth so many tries.
    private const int Confirmations = 3;

    private static readonly TimeSpan s_validity = TimeSpan.FromSeconds(60);

    private readonly CommandKeys _keys;
    private readonly ICommandPublisher _publisher;
    private readonly TimeProvider _clock;
    private readonly ICabinetTime _cabinetTime;
    private readonly LinkedList<Entry> _commands = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;
    private readonly Lock _lock = new();
    private readonly ICommandCounter _counter;

    /// <summary>Initializes a new instance of the <see cref="CommandDesk"/> class.</summary>
    /// <param name="keys">The cabinets' keys.</param>
    /// <param name="publisher">Brings commands to the broker.</param>
    /// <param name="clock">The host's time, which numbers the commands and measures how long replies take.</param>
    /// <param name="cabinetTime">The cabinets' time, by which commands expire.</param>
    /// <param name="counter">Numbers the commands; by the host's time alone unless given.</param>
    /// <param name="earlier">Commands of before, the newest first, which replies may still be on the way to.</param>
    public CommandDesk(
        CommandKeys keys, ICommandPublisher publisher, TimeProvider clock, ICabinetTime cabinetTime, ICommandCounter? counter = null,
        IEnumerable<CommandRecord>? earlier = null)
    {
        _counter = counter ?? new CommandCounter();
        _keys = keys;
        _publisher = publisher;
        _clock = clock;
        _cabinetTime = cabinetTime;
        _stopped = _stop.Token;
        foreach (CommandRecord record in (earlier ?? []).Take(Capacity))
        {
            long ticks = (long)((cabinetTime.Now - record.SentAt).TotalSeconds * clock.TimestampFrequency);
            _commands.AddLast(new Entry(record, clock.GetTimestamp() - ticks));
        }
    }

    /// <summary>Raised after something became of a command; may come from any thread.</summary>
    public event Action? Changed;

    /// <summary>Gets the commands sent, the newest first.</summary>
    public IReadOnlyList<CommandRecord> Commands
    {
        get
        {
            lock (_lock)
            {
                return [.. _commands.Select(entry => entry.Record)];
            }
        }
    }

    /// <summary>Whether commands for a cabinet can be signed.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <returns><c>true</c> when its key is there.</returns>
    public bool CanCommand(string cabinet) => _keys.Holds(cabinet);

    /// <summary>Signs and sends a command. Ends when the broker has it, or could not be told.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="name">The command.</param>
    /// <param name="args">Its arguments, a JSON object as text.</param>
    /// <param name="isForged">Whether to sign it with a wrong key, to show that the cabinet refuses it.</param>
    /// <returns>The command's id.</returns>
    /// <exception cref="ArgumentException">There is no key for the cabinet, or the command is longer than a cabinet takes.</exception>
    public async Task<string> SendAsync(string cabinet, string name, string args = "{}", bool isForged = false)
    {
        DateTimeOffset now = _cabinetTime.Now;
        Entry entry;
        string text;
        string topic;
        string? refusal;
        lock (_lock)
        {
            long counter = NextNumber(out refusal);
            string id = "r-" + counter.ToString(CultureInfo.InvariantCulture);

            // Where time goes faster, the way to the cabinet takes more of it.
            DateTimeOffset expires = now.ToUniversalTime() + (s_validity * Math.Max(1, _cabinetTime.Speed));
            UnsignedCommand command = new(id, name, args, counter,
                expires.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            text = _keys.Sign(cabinet, command, isForged, out topic)
                ?? throw new ArgumentException($"There is no key to command {cabinet} with.", nameof(cabinet));
            if (Encoding.UTF8.GetByteCount(text) > CommandSigner.MaxBytes)
            {
                throw new ArgumentException($"The command has more than {CommandSigner.MaxBytes} bytes.", nameof(args));
            }

            entry = new Entry(new CommandRecord(cabinet, id, counter, name, args, isForged, now,
                [new CommandStep(CommandStage.Sending, TimeSpan.Zero, null, null)]), _clock.GetTimestamp());
            _commands.AddFirst(entry);
            if (_commands.Count > Capacity)
            {
                _commands.RemoveLast();
            }
        }

        if (refusal is null)
        {
            Changed?.Invoke();
            await PublishAsync(entry, topic, text);
        }
        else
        {
            AddIf(entry, CommandStage.Sending, CommandStage.NotSent, refusal);
        }

        return entry.Record.Id;
    }

    /// <summary>
    /// Takes a reply, and the birth of a cabinet that has new settings on trial: they are kept when a signed command arrives over them
    /// (SPEC §14), so that one is sent. Other messages are none of the desk's business. Never throws on account of what it holds.
    /// </summary>
    /// <param name="message">The message.</param>
    public void Take(ObservedMessage message)
    {
        if (message is { Kind: "online", IsRetained: false } && IsBirth(message.Text) && HasTrial(message.Cabinet))
        {
            _ = ConfirmAsync(message.Cabinet);
        }

        if (message.Kind != "reply" || !TryRead(message.Text, out ReportedReply? reply))
        {
            return;
        }

        lock (_lock)
        {
            Entry? entry = _commands.FirstOrDefault(item => item.Record.Id == reply!.Id && item.Record.Cabinet == message.Cabinet);

            // Delivered at least once: a reply may come twice.
            if (entry is null || entry.Record.Steps.Any(step => step.Code == reply!.Code))
            {
                return;
            }

            CommandStage stage = reply!.Code switch
            {
                "done" => CommandStage.Done,
                "accepted" => CommandStage.Accepted,
                "failed" => CommandStage.Failed,
                _ => CommandStage.Refused,
            };
            Add(entry, stage, reply.Code, reply.Reason, reply.Lines);
        }

        Changed?.Invoke();
    }

    /// <summary>
    /// Takes what others have sent, and what became of it: several processes of one registry have a desk each, and share the database.
    /// </summary>
    /// <param name="records">The commands as the database has them.</param>
    public void Adopt(IEnumerable<CommandRecord> records)
    {
        bool isChanged = false;
        lock (_lock)
        {
            foreach (CommandRecord record in records)
            {
                isChanged |= Adopt(record);
            }

            while (_commands.Count > Capacity)
            {
                _commands.RemoveLast();
            }
        }

        if (isChanged)
        {
            Changed?.Invoke();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    // How far a command has come: who knows less is told, and who knows more stays.
    private static int RankOf(CommandStage stage) => stage switch
    {
        CommandStage.Sending => 0,
        CommandStage.Sent => 1,
        CommandStage.NotSent or CommandStage.NoReply => 2,
        CommandStage.Accepted => 3,
        _ => 4,
    };

    private bool Adopt(CommandRecord record)
    {
        LinkedListNode<Entry>? place = _commands.First;
        while (place is not null && place.Value.Record.Counter > record.Counter)
        {
            place = place.Next;
        }

        if (place?.Value is { } known && known.Record.Counter == record.Counter)
        {
            if (RankOf(record.Stage) <= RankOf(known.Record.Stage))
            {
                return false;
            }

            known.Record = known.Record with { Steps = [.. known.Record.Steps, record.Steps[^1]] };
            return true;
        }

        if (place is null && _commands.Count >= Capacity)
        {
            return false;
        }

        long ticks = (long)((_cabinetTime.Now - record.SentAt).TotalSeconds * _clock.TimestampFrequency);
        Entry entry = new(record, _clock.GetTimestamp() - ticks);
        if (place is null)
        {
            _commands.AddLast(entry);
        }
        else
        {
            _commands.AddBefore(place, entry);
        }

        return true;
    }

    private static bool IsBirth(string text)
    {
        try
        {
            return MessageReader.Online(Encoding.UTF8.GetBytes(text), out _).IsOnline;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool TryRead(string text, out ReportedReply? reply)
    {
        reply = null;
        try
        {
            reply = MessageReader.Reply(Encoding.UTF8.GetBytes(text), out _);
            return true;
        }
        catch (FormatException)
        {
            // The registry's view sets it aside and says why.
            return false;
        }
    }

    private bool HasTrial(string cabinet)
    {
        lock (_lock)
        {
            return _commands.Any(
                entry => entry.Record.Cabinet == cabinet && entry.Record is { Name: "configure", Stage: CommandStage.Accepted });
        }
    }

    // Once more when it gets no reply: what is sent before the restart is carried out under the old settings, and confirms nothing.
    private async Task ConfirmAsync(string cabinet)
    {
        try
        {
            for (int i = 0; i < Confirmations && HasTrial(cabinet); i++)
            {
                await SendAsync(cabinet, "report");
                await Task.Delay(Patience, _clock, _stopped);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ArgumentException)
        {
            // The simulator ends, or the key is gone.
        }
    }

    // By the cabinets' time, which none of them may be far behind (SPEC §14); it rises all the same.
    private long NextNumber(out string? refusal)
    {
        long atLeast = _cabinetTime.Now.ToUnixTimeMilliseconds();
        try
        {
            refusal = null;
            return _counter.Next(atLeast);
        }
        catch (CommandNotSentException exception)
        {
            // It goes nowhere, and is still told from others by its number.
            refusal = exception.Why;
            return Math.Max(atLeast, (_commands.First?.Value.Record.Counter ?? 0) + 1);
        }
    }

    private async Task PublishAsync(Entry entry, string topic, string text)
    {
        try
        {
            await _publisher.PublishAsync(topic, text, _stopped);
            AddIf(entry, CommandStage.Sending, CommandStage.Sent, null);
            _ = WaitAsync(entry);
        }
        catch (CommandNotSentException exception)
        {
            AddIf(entry, CommandStage.Sending, CommandStage.NotSent, exception.Why);
        }
        catch (OperationCanceledException)
        {
            // The simulator ends.
        }
    }

    private async Task WaitAsync(Entry entry)
    {
        try
        {
            await Task.Delay(Patience, _clock, _stopped);
            AddIf(entry, CommandStage.Sent, CommandStage.NoReply, null);
        }
        catch (OperationCanceledException)
        {
            // The simulator ends.
        }
    }

    private void AddIf(Entry entry, CommandStage before, CommandStage stage, string? reason)
    {
        lock (_lock)
        {
            // A reply may be faster than the broker's confirmation.
            if (entry.Record.Stage != before)
            {
                return;
            }

            Add(entry, stage, null, reason);
        }

        Changed?.Invoke();
    }

    private void Add(Entry entry, CommandStage stage, string? code, string? reason, IReadOnlyList<string>? lines = null) =>
        entry.Record =
            entry.Record with
            {
                Steps = [.. entry.Record.Steps,
                new CommandStep(stage, _clock.GetElapsedTime(entry.SentTimestamp), code, reason, lines)]
            };

    private sealed class Entry(CommandRecord record, long sentTimestamp)
    {
        public CommandRecord Record { get; set; } = record;

        public long SentTimestamp { get; } = sentTimestamp;
    }
}
