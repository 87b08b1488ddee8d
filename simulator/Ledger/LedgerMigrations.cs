using System.Globalization;
using System.Reflection;
using AedCabinet.Terminal;
using Microsoft.Data.Sqlite;

namespace AedCabinet.Ledger;

/// <summary>
/// The steps by which a database came to be what it is: <c>Migrations/*.sql</c>, numbered, forward only. SQLite's
/// <c>user_version</c> is the number of the last one.
/// </summary>
internal static class LedgerMigrations
{
    private const string Prefix = "ledger/";

    private static readonly string[] s_steps = Read();

    /// <summary>Gets the version that this program writes and reads.</summary>
    public static int Latest => s_steps.Length;

    /// <summary>Brings a database up to date, each step whole or not at all.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="file">Its file, for messages.</param>
    /// <exception cref="UserErrorException">It is newer than this program.</exception>
    public static void Apply(SqliteConnection connection, string file) => ApplyTo(connection, file, Latest);

    /// <summary>Brings a database up to a version.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="file">Its file, for messages.</param>
    /// <param name="wanted">The version, at most <see cref="Latest"/>.</param>
    public static void ApplyTo(SqliteConnection connection, string file, int wanted)
    {
        for (long version = VersionOf(connection, file); version < wanted; version++)
        {
            using SqliteTransaction step = connection.BeginTransaction();
            SqliteDatabase.Execute(connection, s_steps[version]);
            SqliteDatabase.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}"));
            step.Commit();
        }
    }

    /// <summary>Sees to it that a database is up to date without changing it.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="file">Its file, for messages.</param>
    /// <exception cref="UserErrorException">It is not.</exception>
    public static void Require(SqliteConnection connection, string file)
    {
        long version = VersionOf(connection, file);
        if (version < Latest)
        {
            throw new UserErrorException(
                string.Create(CultureInfo.InvariantCulture,
                    $"{file} is of version {version}, this program reads {Latest}. Start \"registry\" on it once, which brings it up "
                        + $"to date."),
                UserErrorException.WrongInput);
        }
    }

    private static long VersionOf(SqliteConnection connection, string file)
    {
        long version = SqliteDatabase.Number(connection, "PRAGMA user_version");
        return version <= Latest
            ? version
            : throw new UserErrorException(
                string.Create(CultureInfo.InvariantCulture,
                    $"{file} is of version {version}, made by a newer program; this one knows versions up to {Latest}. Use the newer "
                        + $"program; nothing was changed."),
                UserErrorException.WrongInput);
    }

    private static string[] Read()
    {
        Assembly assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
                    return reader.ReadToEnd();
                }),
        ];
    }
}
