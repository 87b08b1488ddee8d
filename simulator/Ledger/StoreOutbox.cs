using System.Data.Common;
using System.Text.Json;
using AedCabinet.Centre;

namespace AedCabinet.Ledger;

/// <summary>
/// Where a page puts the commands that it signs: into the database, for the worker that keeps the cabinet. A command outlives the page that
/// sent it. May be used by any thread.
/// </summary>
internal sealed class StoreOutbox : ICommandPublisher, IDisposable
{
    private readonly LedgerDatabase _database;
    private readonly OutgoingCommands _commands;
    private readonly PostgresNews _news;
    private readonly Lock _lock = new();

    /// <summary>Initializes a new instance of the <see cref="StoreOutbox"/> class.</summary>
    /// <param name="store">Where the database is.</param>
    /// <param name="news">Tells the workers.</param>
    public StoreOutbox(LedgerStore store, PostgresNews news)
    {
        _database = store.OpenForChange();
        _commands = new OutgoingCommands(_database);
        _news = news;
    }

    /// <inheritdoc/>
    public Task PublishAsync(string topic, string text, CancellationToken stop)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            lock (_lock)
            {
                _commands.Put(document.RootElement.GetProperty("counter").GetInt64(), topic, text);
            }
        }
        catch (DbException exception)
        {
            throw new CommandNotSentException(NotSentWhy.Unreachable, $"the database takes no command: {exception.Message}", exception);
        }

        _news.Tell(PostgresNews.Commands);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _commands.Dispose();
        _database.Dispose();
    }
}
