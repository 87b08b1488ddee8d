using System.Data.Common;
using System.Reflection;
using AedCabinet.Terminal;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;

namespace AedCabinet.Ledger;

/// <summary>
/// The steps by which a PostgreSQL database came to be what it is: <c>PostgresMigrations/*.sql</c>, forward only, each whole or not at all.
/// </summary>
internal static class PostgresMigrations
{
    private const string Prefix = "postgres/";
    private const string Journal = "schemaversions";
    private const string Lock = "hashtextextended('aed registry tables ' || current_schema(), 0)";

    private static readonly string[] s_steps =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(IsStep).Order(StringComparer.Ordinal),
    ];

    /// <summary>Brings a database up to date.</summary>
    /// <param name="connectionString">How to get in.</param>
    /// <param name="database">The same, open.</param>
    /// <exception cref="UserErrorException">It is newer than this program, of another program, or a step failed.</exception>
    public static void Apply(string connectionString, PostgresDatabase database)
    {
        if (IsUpToDate(database))
        {
            return;
        }

        // Of several workers that start at once one makes the tables; a lock of the session, for each step is a transaction.
        database.Execute($"SELECT pg_advisory_lock({Lock})");
        try
        {
            ApplyAlone(connectionString, database);
        }
        finally
        {
            database.Execute($"SELECT pg_advisory_unlock({Lock})");
        }
    }

    /// <summary>Sees to it that a database is up to date without changing it.</summary>
    /// <param name="database">The database.</param>
    /// <exception cref="UserErrorException">It is not.</exception>
    public static void Require(PostgresDatabase database)
    {
        switch (Recognise(database)?.Count ?? 0)
        {
            case 0:
                throw new UserErrorException(
                    $"{database.Name}: it holds no registry's tables. \"registry --broker HOST:PORT --store postgres --database ...\" "
                        + $"makes them.", UserErrorException.WrongInput);
            case int count when count < s_steps.Length:
                throw new UserErrorException(
                    $"{database.Name} is of version {count}, this program reads {s_steps.Length}. Start \"registry\" on it once, which "
                        + $"brings it up to date.", UserErrorException.WrongInput);
        }
    }

    private static bool IsStep(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    // The steps that are done; null for a schema in which there is nothing.
    private static bool IsUpToDate(PostgresDatabase database) => Recognise(database) is { } done && done.Count == s_steps.Length;

    private static void ApplyAlone(string connectionString, PostgresDatabase database)
    {
        if (IsUpToDate(database))
        {
            return;
        }

        using Statement schema = database.Prepare("SELECT current_schema()");
        using DbDataReader row = schema.Rows();
        row.Read();
        string name = row.IsDBNull(0) ? throw new UserErrorException(
            $"{database.Name}: none of the schemas of the search path is there. Make one, or leave Search Path out of --database.",
            UserErrorException.WrongInput) : row.GetString(0);
        UpgradeEngineBuilder builder = DeployChanges.To.PostgresqlDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), IsStep)
            .JournalToPostgresqlTable(name, Journal)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere();
        DatabaseUpgradeResult result = builder.Build().PerformUpgrade();
        if (!result.Successful)
        {
            throw new UserErrorException(
                $"{database.Name} can't be brought up to date: {result.Error.Message} {PostgresStore.Advice(result.Error)} Nothing was "
                    + $"changed.", UserErrorException.Environment);
        }
    }

    private static (bool IsEmpty, bool HasJournal) Look(PostgresDatabase database)
    {
        using Statement statement = database.Prepare(
            $"SELECT count(*) = 0, coalesce(bool_or(tablename = '{Journal}'), false) FROM pg_tables WHERE schemaname = current_schema()");
        using DbDataReader row = statement.Rows();
        row.Read();
        return (row.GetBoolean(0), row.GetBoolean(1));
    }

    private static HashSet<string>? Recognise(PostgresDatabase database)
    {
        // Asked at once: between two questions another process may make the tables, and they would be taken for another program's.
        (bool isEmpty, bool hasJournal) = Look(database);
        if (!hasJournal)
        {
            return isEmpty
                ? null
                : throw new UserErrorException(
                    $"{database.Name} holds tables of another program, none of a registry's. Name another database, or another schema "
                        + $"with Search Path.", UserErrorException.WrongInput);
        }

        HashSet<string> done = [];
        using Statement statement = database.Prepare($"SELECT scriptname FROM {Journal}");
        using (DbDataReader rows = statement.Rows())
        {
            while (rows.Read())
            {
                done.Add(rows.GetString(0));
            }
        }

        return done.IsSubsetOf(s_steps)
            ? done
            : throw new UserErrorException(
                $"{database.Name} is of version {done.Count}, made by a newer program; this one knows versions up to {s_steps.Length}. "
                    + $"Use the newer program; nothing was changed.", UserErrorException.WrongInput);
    }
}
