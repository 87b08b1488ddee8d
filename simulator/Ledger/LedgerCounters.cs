
namespace AedCabinet.Ledger;

/// <summary>What is only counted, kept in the database with the rest.</summary>
internal sealed class LedgerCounters : IDisposable
{
    /// <summary>Events that came again.</summary>
    public const string Doubles = "doubles";

    /// <summary>Messages set aside, those that are no longer kept included.</summary>
    public const string SetAside = "set_aside";

    /// <summary>Messages that were used but for something in them: of the pictures of one cabinet each time it is something else.</summary>
    public const string InPart = "in_part";

    /// <summary>Events that came under the number of another.</summary>
    public const string Conflicts = "conflicts";

    /// <summary>When the registry last showed that it runs, in milliseconds since 1970-01-01 UTC.</summary>
    public const string Alive = "alive";

    private readonly Statement _add;
    private readonly Statement _put;
    private readonly Statement _get;
    private readonly Dictionary<string, long> _new = [];

    /// <summary>Initializes a new instance of the <see cref="LedgerCounters"/> class.</summary>
    /// <param name="database">The database.</param>
    public LedgerCounters(LedgerDatabase database)
    {
        _add = database.Prepare(
            "INSERT INTO counters (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value",
            2);
        _put = database.Prepare(
            "INSERT INTO counters (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", 2);
        _get = database.Prepare("SELECT value FROM counters WHERE name = $1", 1);
    }

    /// <summary>Counts one more; on disk with <see cref="Save"/>.</summary>
    /// <param name="name">What.</param>
    public void Count(string name) => _new[name] = _new.GetValueOrDefault(name) + 1;

    /// <summary>Writes a value down.</summary>
    /// <param name="name">What.</param>
    /// <param name="value">The value.</param>
    public void Put(string name, long value) => _put.Run(name, value);

    /// <summary>The value on disk.</summary>
    /// <param name="name">What.</param>
    /// <returns>The value; 0 when there is none.</returns>
    public long Get(string name) => _get.Number(name) ?? 0;

    /// <summary>Writes down what was counted.</summary>
    public void Save()
    {
        foreach ((string name, long count) in _new)
        {
            _add.Run(name, count);
        }

        _new.Clear();
    }

    /// <summary>Forgets what was counted and is not on disk.</summary>
    public void Forget() => _new.Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        _add.Dispose();
        _put.Dispose();
        _get.Dispose();
    }
}
