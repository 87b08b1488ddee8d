using System.Runtime.CompilerServices;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>The whole of the registry's tests hold on both stores, but for those that ask for none or for one store's own.</summary>
[TestClass]
public class BothStoresTests
{
    private const string NoStore = "what it tests has no store";
    private const string OneWriter = "PostgreSQL's own: a file has one writer";

    private static readonly Dictionary<Type, string> s_exceptions = new()
    {
        [typeof(AccountReachTests)] = NoStore,
        [typeof(BrokerConnectionTests)] = NoStore,
        [typeof(EmergencyDeskTests)] = NoStore,
        [typeof(EmergencyOrderTests)] = NoStore,
        [typeof(LeaseShareTests)] = NoStore,
        [typeof(RegistryAloneTests)] = NoStore,
        [typeof(RegistryCellCommandTests)] = NoStore,
        [typeof(RegistryHostTests)] = NoStore,
        [typeof(RegistrySourceOptionsTests)] = NoStore,
        [typeof(RepeatingPublisherTests)] = NoStore,
        [typeof(ResendPlanTests)] = NoStore,
        [typeof(SeqBookTests)] = NoStore,
        [typeof(LedgerMigrationTests)] = "SQLite's versions; PostgreSQL's: PostgresStoreTests",
        [typeof(LedgerProofTests)] = "breaks SQLite's files; PostgreSQL's: PostgresStoreTests, PostgresAwayTests",
        [typeof(LedgerMoveTests)] = "from one store to the other",
        [typeof(LeaseTests)] = OneWriter,
        [typeof(StoreOfficeTests)] = "PostgreSQL's own: a page in a process of its own",
        [typeof(WorkerFailoverTests)] = OneWriter,
        [typeof(WorkerPoolTests)] = OneWriter,
        [typeof(PostgresAwayTests)] = "PostgreSQL's own",
        [typeof(PostgresStoreTests)] = "PostgreSQL's own",
        [typeof(PostgresWritersTests)] = OneWriter,
        [typeof(RegistryMoveTests)] = "from one store to the other",
        [typeof(SharedPostgres)] = "the server itself",
        [typeof(BothStoresTests)] = "this",
    };

    [TestMethod]
    public void A_registry_test_runs_on_both_stores_or_is_listed_here_with_its_reason()
    {
        Type[] tests =
        [
            .. typeof(BothStoresTests).Assembly.GetTypes()
                .Where(type => type.Namespace == typeof(BothStoresTests).Namespace && type.IsDefined(typeof(TestClassAttribute), false)),
        ];
        Type[] onBoth = [.. tests.Where(type => type.BaseType == typeof(StoreTests))];

        foreach (Type test in tests.Except(onBoth).Where(type => !onBoth.Contains(type.BaseType)))
        {
            Assert.IsTrue(s_exceptions.ContainsKey(test), $"{test.Name}: derive it from {nameof(StoreTests)}, or list it with its reason.");
        }

        foreach (Type test in onBoth)
        {
            Type other = tests.SingleOrDefault(type => type.BaseType == test)
                ?? throw new AssertFailedException($"{test.Name} has no sister on PostgreSQL.");
            using TestStore store = ((StoreTests)RuntimeHelpers.GetUninitializedObject(other)).NewStore();
            Assert.IsInstanceOfType<PostgresTestStore>(store, $"{other.Name} is not on PostgreSQL.");
            Assert.IsFalse(s_exceptions.ContainsKey(test), $"{test.Name} is listed and runs on both.");
        }

        Assert.IsGreaterThan(12, onBoth.Length);
    }
}
