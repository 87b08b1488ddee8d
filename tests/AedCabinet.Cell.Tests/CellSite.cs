using System.Data.Common;
using System.Globalization;
using AedCabinet.Cell.Plan;
using AedCabinet.Cell.Source;
using AedCabinet.Cell.Trial;
using AedCabinet.Handover;
using AedCabinet.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace AedCabinet.Cell.Tests;

/// <summary>A cell on this machine with its cabinets, and a worker for each prefecture with a database of its own.</summary>
internal sealed class CellSite : IAsyncDisposable
{
    /// <summary>The prefectures of the cell.</summary>
    public static readonly string[] Prefectures = ["1501", "1507"];

    private readonly string _folder;
    private readonly Dictionary<string, Worker> _workers = [];

    private CellSite(CellTrial cell, string folder)
    {
        Cell = cell;
        _folder = folder;
    }

    /// <summary>Gets the cell.</summary>
    public CellTrial Cell { get; }

    /// <summary>The topics of a cabinet: its id begins with its prefecture.</summary>
    public static string TopicOf(string id) => $"aed/v1/{id[..4]}/{id[..4]}02/transport/{id}";

    /// <summary>Starts a cell.</summary>
    /// <param name="cabinets">How many cabinets each prefecture has.</param>
    /// <param name="stop">Cancelled with the test.</param>
    public static async Task<CellSite> StartAsync(int cabinets, CancellationToken stop)
    {
        string folder = Directory.CreateTempSubdirectory("cell-").FullName;
        PrefectureAccounts[] accounts = [.. Prefectures.Select(
            code => new PrefectureAccounts(code, CellSecretsFile.Create(), [.. Clients(code, cabinets)]))];
        CellTrial cell = await CellTrial.StartAsync(Path.Combine(folder, "cell"), accounts, CellSecretsFile.Load(folder),
            hasDatabase: false, stop);
        return new CellSite(cell, folder);
    }

    /// <summary>A cabinet of the cell.</summary>
    public CellCabinet Cabinet(string id) => new(Cell.CabinetPort, id, PasswordOf(id));

    /// <summary>The password of who comes in by MQTT.</summary>
    public string PasswordOf(string user) =>
        Cell.Plan.Prefectures.SelectMany(prefecture => prefecture.Clients).Single(client => client.User == user).Password;

    /// <summary>Starts a prefecture's worker on its database, which stays from one worker to the next.</summary>
    public Worker StartWorker(string prefecture)
    {
        Worker worker = new(new SqliteStore(Path.Combine(_folder, prefecture + ".db")), Cell.AccessOf(prefecture));
        _workers[prefecture] = worker;
        return worker;
    }

    /// <summary>Ends a prefecture's worker.</summary>
    public async Task StopWorkerAsync(string prefecture)
    {
        await _workers[prefecture].DisposeAsync();
        _workers.Remove(prefecture);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Worker worker in _workers.Values)
        {
            await worker.DisposeAsync();
        }

        await Cell.AbandonAsync();
        Directory.Delete(_folder, true);
    }

    private static IEnumerable<CellAccount> Clients(string code, int cabinets)
    {
        yield return new CellAccount(PrefectureAccounts.CommandsOf(code), CellSecretsFile.Create(), [$"aed/v1/{code}/+/+/+/command"], []);
        for (int i = 1; i <= cabinets; i++)
        {
            string id = $"{code}-{i}";
            yield return new CellAccount(
                id,
                CellSecretsFile.Create(),
                [.. AclRules.OfCabinet(TopicOf(id)).Where(rule => rule.StartsWith("topic write ", StringComparison.Ordinal))
                    .Select(rule => rule["topic write ".Length..])],
                [TopicOf(id) + "/command"]);
        }
    }

    /// <summary>A worker: what one prefecture's cabinets say, from the stream to the disk.</summary>
    internal sealed class Worker : IAsyncDisposable
    {
        private readonly LedgerDatabase _database;
        private readonly RegistryIngest _ingest;
        private readonly JetStreamSource _source;
        private readonly LedgerStore _store;

        public Worker(LedgerStore store, StreamAccess access)
        {
            _store = store;
            _database = store.OpenForIngest();
            _ingest = new RegistryIngest(_database, TimeProvider.System, NullLogger.Instance);
            _source = new JetStreamSource(access, _ingest.Take, TimeProvider.System, NullLogger.Instance,
                () => _ingest.PlaceOf(access.Prefecture));
            Prefecture = access.Prefecture;
            _ingest.Start();
            _source.Start();
        }

        /// <summary>Gets how far its stream has been taken.</summary>
        public StreamPlace Place => _ingest.PlaceOf(Prefecture);

        private string Prefecture { get; }

        /// <summary>Gets how many times it has been connected.</summary>
        public int Connections => _source.Connections;

        /// <summary>Gets the cabinets.</summary>
        public CabinetBook Book => _ingest.Book;

        /// <summary>Whether a cabinet's telemetry has come.</summary>
        public bool HasTelemetryOf(string cabinet) =>
            LedgerCabinets.Records(Book, DateTimeOffset.UtcNow).Any(record => record.Id == cabinet && record.Telemetry is not null);

        /// <summary>The numbers of a cabinet's events that are on disk, ascending.</summary>
        public IReadOnlyList<long> SeqsOf(string cabinet)
        {
            using LedgerDatabase database = _store.OpenForReading();
            using Statement statement = database.Prepare(
                string.Create(CultureInfo.InvariantCulture,
                    $"SELECT seq FROM events JOIN cabinets ON cabinets.no = events.cabinet WHERE cabinets.id = '{cabinet}' ORDER BY seq"));
            using DbDataReader rows = statement.Rows();
            List<long> seqs = [];
            while (rows.Read())
            {
                seqs.Add(Convert.ToInt64(rows.GetValue(0), CultureInfo.InvariantCulture));
            }

            return seqs;
        }

        /// <summary>What <c>registry verify</c> says of its database.</summary>
        public LedgerReport Verify() => LedgerCheck.Run(_store, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

        public async ValueTask DisposeAsync()
        {
            await Task.Run(_ingest.Stop);
            await _source.DisposeAsync();
            _ingest.Dispose();
            _database.Dispose();
        }
    }
}
