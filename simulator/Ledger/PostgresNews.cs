using System.Collections.Concurrent;
using System.Data.Common;
using Npgsql;

namespace AedCabinet.Ledger;

/// <summary>
/// What the processes of one registry tell each other through PostgreSQL (LISTEN, NOTIFY): that there is something new to read, never what.
/// Told after a commit and by a connection of its own, for a transaction that notifies makes all others that do wait for its commit. News
/// may be lost; whoever listens looks by itself every so often too.
/// </summary>
public sealed class PostgresNews : IAsyncDisposable
{
    /// <summary>Something that cabinets said is on disk.</summary>
    public const string Cabinets = "cabinets";

    /// <summary>There is a command to be sent, or something became of one.</summary>
    public const string Commands = "commands";

    /// <summary>Somebody has worked on an emergency.</summary>
    public const string Steps = "steps";

    private const string Channel = "aed_registry";

    // Hundreds of batches in a second are one piece of news.
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);

    private readonly PostgresStore _store;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, bool> _toTell = new();
    private readonly SemaphoreSlim _isToTell = new(0);
    private readonly Task _work;

    /// <summary>Initializes a new instance of the <see cref="PostgresNews"/> class and listens.</summary>
    /// <param name="store">Where.</param>
    public PostgresNews(PostgresStore store)
    {
        _store = store;
        _work = Task.WhenAll(Task.Run(ListenAsync), Task.Run(TellAsync));
    }

    /// <summary>Raised with what there is news of, from any thread; of everything after a connection that was lost.</summary>
    public event Action<string>? Heard;

    /// <summary>Tells the others, soon.</summary>
    /// <param name="what">What there is news of.</param>
    public void Tell(string what)
    {
        if (_toTell.TryAdd(what, true))
        {
            _isToTell.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
        _isToTell.Dispose();
    }

    private async Task ListenAsync()
    {
        await KeepAsync(async connection =>
        {
            string schema = await SchemaAsync(connection);
            connection.Notification += (_, notice) =>
            {
                if (notice.Payload.StartsWith(schema, StringComparison.Ordinal))
                {
                    Heard?.Invoke(notice.Payload[schema.Length..]);
                }
            };
            await using (NpgsqlCommand listen = new($"LISTEN {Channel}", connection))
            {
                await listen.ExecuteNonQueryAsync(_stop.Token);
            }

            foreach (string what in new[] { Cabinets, Commands, Steps })
            {
                Heard?.Invoke(what);
            }

            while (true)
            {
                await connection.WaitAsync(_stop.Token);
            }
        });
    }

    private async Task TellAsync()
    {
        await KeepAsync(async connection =>
        {
            string schema = await SchemaAsync(connection);
            await using NpgsqlCommand notify = new($"SELECT pg_notify('{Channel}', $1)", connection);
            NpgsqlParameter<string> payload = new();
            notify.Parameters.Add(payload);
            while (true)
            {
                await _isToTell.WaitAsync(_stop.Token);
                foreach (string what in _toTell.Keys)
                {
                    _toTell.TryRemove(what, out _);
                    payload.TypedValue = schema + what;
                    await notify.ExecuteNonQueryAsync(_stop.Token);
                }

                await Task.Delay(s_pace, _stop.Token);
            }
        });
    }

    private async Task KeepAsync(Func<NpgsqlConnection, Task> use)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using NpgsqlConnection connection = _store.Connect("-c synchronous_commit=off");
                await connection.OpenAsync(_stop.Token);
                await use(connection);
            }
            catch (Exception exception) when (exception is DbException or OperationCanceledException or IOException
                or InvalidOperationException or TimeoutException)
            {
                // The database is away: whoever listens says so where it reads.
            }

            await Task.Delay(s_retry, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string> SchemaAsync(NpgsqlConnection connection)
    {
        await using NpgsqlCommand command = new("SELECT current_schema()::text", connection);
        return await command.ExecuteScalarAsync(_stop.Token) + "/";
    }
}
