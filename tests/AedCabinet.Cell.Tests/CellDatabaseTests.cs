using System.Diagnostics;
using System.Runtime.Versioning;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Trial;
using Npgsql;

namespace AedCabinet.Cell.Tests;

/// <summary>SPEC §20: PostgreSQL of a cell commits nothing that a second machine does not have, and another leads soon.</summary>
[TestClass]
[DoNotParallelize]
public class CellDatabaseTests
{
    // CELL.md's point 2.
    private static readonly TimeSpan s_mostWithoutPrimary = TimeSpan.FromSeconds(30);

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Stop => TestContext.CancellationToken;

    [TestMethod]
    [UnsupportedOSPlatform("windows")]
    public async Task The_primary_s_death_loses_nothing_that_was_committed_and_another_leads_within_30_s()
    {
        string folder = Directory.CreateTempSubdirectory("cell-").FullName;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
        CellSecretsFile secrets = CellSecretsFile.Load(folder);
        await using (CellTrial cell = await CellTrial.StartAsync(Path.Combine(folder, "cell"), [], secrets, hasDatabase: true, Stop))
        {
            TrialDatabase database = cell.Database!;
            await using NpgsqlMultiHostDataSource source = new NpgsqlDataSourceBuilder(
                database.ConnectionString("registry", secrets.Of("postgres-registry"))).BuildMultiHost();
            NpgsqlDataSource primary = source.WithTargetSession(TargetSessionAttributes.Primary);
            await DoAsync(primary, "CREATE SCHEMA trial; CREATE TABLE trial.numbers (number int PRIMARY KEY)");
            int committed = 0;
            for (; committed < 100; committed++)
            {
                await DoAsync(primary, $"INSERT INTO trial.numbers VALUES ({committed})");
            }

            int place = await database.WaitForPrimaryAsync(Stop);
            Stopwatch away = Stopwatch.StartNew();
            database.Kill(place);
            while (!await TryAsync(primary, $"INSERT INTO trial.numbers VALUES ({committed})"))
            {
                Assert.IsLessThan(TimeSpan.FromSeconds(90), away.Elapsed);
                await Task.Delay(TimeSpan.FromMilliseconds(200), Stop);
            }

            TestContext.WriteLine($"another primary after {away.Elapsed.TotalSeconds:F1} s");
            Assert.IsLessThan(s_mostWithoutPrimary, away.Elapsed);
            await using NpgsqlCommand count = primary.CreateCommand("SELECT count(*) FROM trial.numbers");
            Assert.AreEqual(committed + 1L, await count.ExecuteScalarAsync(Stop));
        }

        Directory.Delete(folder, true);
    }

    private async Task DoAsync(NpgsqlDataSource source, string sql)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private async Task<bool> TryAsync(NpgsqlDataSource source, string sql)
    {
        try
        {
            await DoAsync(source, sql);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // It was committed before its primary could say so.
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
