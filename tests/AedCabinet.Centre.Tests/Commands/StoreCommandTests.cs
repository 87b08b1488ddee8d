using System.CommandLine;
using System.Text.Json.Nodes;
using AedCabinet.Centre;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Ledger;
using AedCabinet.Registry.Commands;
using AedCabinet.Terminal;

namespace AedCabinet.Centre.Tests.Commands;

/// <summary>
/// SPEC §20: <c>registry command</c> without a broker: through PostgreSQL to the worker that keeps the cabinet.
/// </summary>
[TestClass]
public sealed class StoreCommandTests : IDisposable
{
    private const int SentAndDone = 0;
    private const int Refused = 1;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly PostgresTestStore _store = new();
    private readonly DirectoryInfo _provisioned = Directory.CreateTempSubdirectory("aed-test-");

    private PostgresStore Store => (PostgresStore)_store.Store;

    public void Dispose()
    {
        _store.Dispose();
        _provisioned.Delete(true);
    }

    [TestMethod]
    [DataRow(CommandStage.Done, "done", SentAndDone)]
    [DataRow(CommandStage.Refused, "replayed", Refused)]
    public async Task A_command_without_a_broker_goes_through_the_database_to_the_worker_and_its_end_is_the_exit_code(CommandStage end,
        string code, int exitCode)
    {
        ParseResult line = RegistryCommand.Create().Parse(
            ["command", LedgerBench.Cabinet, "locate", "{\"seconds\":60}", "--provisioned", Provisioned(), .. _store.Options]);
        Assert.IsEmpty(line.Errors, string.Join('\n', line.Errors));
        Task<int> command = Task.Run(
            () => line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, CancellationToken.None));
        using LedgerDatabase database = Store.OpenForChange();
        using OutgoingCommands outgoing = new(database);
        Waiting.Until(() => outgoing.All().Count == 1 || command.IsCompleted, "the command to be there for the worker");
        if (command.IsCompleted)
        {
            Assert.Fail($"It ended by itself: {await command}; {string.Join(", ", TestStore.Rows(database, "SELECT * FROM commands"))}");
        }

        OutgoingCommand sent = outgoing.All().Single();
        Assert.AreEqual(LedgerBench.Topic + "/command", sent.Topic);
        Assert.Contains("\"mac\":\"", sent.Message);

        // As the worker does when the cabinet replies: it keeps the command that it found there, with its end.
        using LedgerCommandBook book = new(database);
        book.Keep(new CommandRecord(LedgerBench.Cabinet, JsonNode.Parse(sent.Message)!["id"]!.GetValue<string>(), sent.Counter, "locate",
            "{}", false, DateTimeOffset.UtcNow,
            [new CommandStep(CommandStage.Sending, TimeSpan.Zero, null, null), new CommandStep(end, TimeSpan.FromSeconds(1), code, null)]));
        outgoing.End(sent.Counter);

        Assert.AreEqual(exitCode, await command);
        Assert.AreEqual(1, _store.Number($"SELECT count(*) FROM commands WHERE counter = {sent.Counter} AND code = '{code}'"));
    }

    [TestMethod]
    public async Task While_no_worker_runs_it_waits_in_the_database_and_the_caller_only_as_long_as_asked()
    {
        CommandRecord record = await StoreCommand.SendAsync(Store, Keys(), (LedgerBench.Cabinet, "locate", "{}"),
            TimeSpan.FromMilliseconds(1), CancellationToken.None);
        Assert.IsTrue(record.IsUnderWay);
        using LedgerDatabase database = Store.OpenForChange();
        using OutgoingCommands outgoing = new(database);
        Assert.AreEqual(record.Counter, outgoing.All().Single().Counter);
    }

    [TestMethod]
    public async Task Of_a_cabinet_without_a_key_nothing_is_sent()
    {
        UserErrorException refused = await Assert.ThrowsExactlyAsync<UserErrorException>(
            () => StoreCommand.SendAsync(Store, Keys(), ("NM-2", "locate", "{}"), s_patience, CancellationToken.None));
        Assert.AreEqual(UserErrorException.WrongInput, refused.ExitCode);
        Assert.Contains("NM-2", refused.Message);
        Assert.AreEqual(0, _store.Number("SELECT count(*) FROM outgoing"));
    }

    private static CommandKeys Keys()
    {
        CommandKeys keys = new();
        keys.Add(LedgerBench.Cabinet, LedgerBench.Topic, new string('a', 64));
        return keys;
    }

    private string Provisioned()
    {
        string registry = _provisioned.CreateSubdirectory("registry").FullName;
        File.WriteAllText(Path.Combine(registry, "keys.json"), new JsonObject
        {
            [LedgerBench.Cabinet] = new JsonObject { ["topic"] = LedgerBench.Topic, ["key"] = new string('a', 64), ["firstBoot"] = 1 },
        }.ToJsonString());
        return _provisioned.FullName;
    }
}
