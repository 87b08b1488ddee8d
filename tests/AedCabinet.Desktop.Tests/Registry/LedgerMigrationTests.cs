using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.Data.Sqlite;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>Databases of other versions and of other programs.</summary>
[TestClass]
public class LedgerMigrationTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-ledger-");

    private string DatabaseFile => Path.Combine(_folder.FullName, "old.db");

    [TestCleanup]
    public void Clean() => _folder.Delete(recursive: true);

    [TestMethod]
    public void A_database_of_the_first_version_keeps_its_events_and_becomes_what_a_new_one_is()
    {
        using (SqliteConnection old = Open())
        {
            LedgerMigrations.ApplyTo(old, DatabaseFile, 1);
            SqliteDatabase.Execute(old, $"PRAGMA application_id = {0x41454452}");
            SqliteDatabase.Execute(old,
                "INSERT INTO cabinets (no, id, topic, prefecture, county, sector, first_seen) VALUES (1, 'NM-1', "
                    + "'aed/v1/1501/150102/health/NM-1', '1501', '150102', 'health', 1)");
            SqliteDatabase.Execute(old, "INSERT INTO events VALUES (1, 1, 4, 1, 'aed.removed', 3, 5, 0, 6, 7, 0, 0, '{}')");
        }

        using LedgerDatabase database = new SqliteStore(DatabaseFile).OpenForIngest();
        using LedgerWriter writer = new(database);
        Assert.AreEqual(LedgerMigrations.Latest, database.Number("PRAGMA user_version"));
        Assert.AreEqual(1, database.Number("SELECT count(*) FROM event_list WHERE cabinet = 'NM-1' AND severity = 'emergency'"));
        Assert.HasCount(1, writer.Book.Files);
        Assert.IsTrue(LedgerCheck.Run(database, 0).IsClean);
    }

    [TestMethod]
    public void A_database_newer_than_the_program_is_refused_and_left_as_it_is()
    {
        using (LedgerDatabase database = new SqliteStore(DatabaseFile).OpenForIngest())
        {
            database.Execute("PRAGMA user_version = 99");
        }

        UserErrorException refused = Assert.ThrowsExactly<UserErrorException>(() => new SqliteStore(DatabaseFile).OpenForIngest());
        Assert.Contains("version 99", refused.Message);
        Assert.AreEqual(UserErrorException.WrongInput, refused.ExitCode);
        using SqliteConnection there = Open();
        Assert.AreEqual(99, SqliteDatabase.Number(there, "PRAGMA user_version"));
    }

    [TestMethod]
    public void An_older_database_is_not_read_before_a_registry_has_brought_it_up_to_date()
    {
        using (SqliteConnection old = Open())
        {
            LedgerMigrations.ApplyTo(old, DatabaseFile, 1);
            SqliteDatabase.Execute(old, $"PRAGMA application_id = {0x41454452}");
        }

        Assert.Contains("Start \"registry\"", Assert.ThrowsExactly<UserErrorException>(
            () => new SqliteStore(DatabaseFile).OpenForReading()).Message);
    }

    [TestMethod]
    public void A_database_of_another_program_and_a_file_that_is_none_are_refused()
    {
        using (SqliteConnection other = Open())
        {
            SqliteDatabase.Execute(other, "CREATE TABLE t (a)");
        }

        Assert.Contains("another program", Assert.ThrowsExactly<UserErrorException>(
            () => new SqliteStore(DatabaseFile).OpenForIngest()).Message);
        string text = Path.Combine(_folder.FullName, "text.db");
        File.WriteAllText(text, new string('x', 5000));
        Assert.Contains("not a database", Assert.ThrowsExactly<UserErrorException>(() => new SqliteStore(text).OpenForIngest()).Message);
        Assert.Contains("no such database", Assert.ThrowsExactly<UserErrorException>(
            () => new SqliteStore(text + "x").OpenForReading()).Message);
    }

    [TestMethod]
    public void Two_registries_don_t_write_to_one_database()
    {
        using LedgerDatabase first = new SqliteStore(DatabaseFile).OpenForIngest();

        Assert.Contains("another registry has it",
            Assert.ThrowsExactly<UserErrorException>(() => new SqliteStore(DatabaseFile).OpenForIngest()).Message);
        using LedgerDatabase reader = new SqliteStore(DatabaseFile).OpenForReading();
        Assert.AreEqual(0, reader.Number("SELECT count(*) FROM events"));
    }

    private SqliteConnection Open()
    {
        SqliteConnection connection = new($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        return connection;
    }
}
