using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Registry.Service;
using AedCabinet.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>The registry's host: its options, its log, its health (SPEC §17).</summary>
[TestClass]
public class RegistryHostTests
{
    private static readonly RegistryServiceOptions s_options = new(new BrokerAccess(new BrokerAddress("localhost", 1883)), "registry",
        new SqliteStore("registry.db"), null, 6);

    [TestMethod]
    public void Every_option_that_cannot_be_used_is_told_at_once_with_what_to_use()
    {
        RegistryServiceOptions wrong = s_options with
        {
            HttpPort = 65536,
            ClientId = " ",
            PageOrigins = ["https://aed.example", "https://aed.example/page"]
        };

        string[] told = [.. new RegistryServiceRules().Validate(null, wrong).Failures!];

        Assert.HasCount(3, told);
        Assert.AreEqual("--http: 65536 is not a port; use 0 to 65535.", told[0]);
        Assert.StartsWith("--client-id: is empty", told[1]);
        Assert.AreEqual("--page-origin: \"https://aed.example/page\" is no origin; use https://HOST or https://HOST:PORT, without a path.",
            told[2]);
        Assert.IsTrue(new RegistryServiceRules().Validate(null, s_options with { HttpPort = 65535 }).Succeeded);
    }

    [TestMethod]
    public async Task A_wrong_option_ends_the_start_with_the_code_for_wrong_input()
    {
        UserErrorException told = await Assert.ThrowsExactlyAsync<UserErrorException>(
            () => RegistryService.RunAsync(s_options with { HttpPort = -1 }, TimeProvider.System, _ => { }, CancellationToken.None));

        Assert.AreEqual(UserErrorException.WrongInput, told.ExitCode);
        Assert.AreEqual("--http: -1 is not a port; use 0 to 65535.", told.Message);
    }

    [TestMethod]
    [DataRow(false, LogLevel.Information, "2 cabinets")]
    [DataRow(false, LogLevel.Warning, "warning: 2 cabinets")]
    [DataRow(false, LogLevel.Error, "ERROR: 2 cabinets")]
    [DataRow(true, LogLevel.Information, "2台机柜")]
    [DataRow(true, LogLevel.Warning, "警告：2台机柜")]
    [DataRow(true, LogLevel.Error, "错误：2台机柜")]
    public void A_line_of_the_log_has_its_time_and_the_reader_s_language(bool isChinese, LogLevel level, string line)
    {
        using ServiceProvider services = new ServiceCollection().AddLogging(logging => logging.AddLogLines(isChinese))
            .BuildServiceProvider();
        ConsoleFormatter formatter = services.GetServices<ConsoleFormatter>().Single(one => one.Name == LogLines.FormatterName);
        using StringWriter output = new();

        formatter.Write(new LogEntry<Wording>(level, "AedCabinet", default, new Wording("2台机柜", "2 cabinets"), null, (said, _) => said.En),
            null, output);

        Assert.MatchesRegex(@"^\d\d:\d\d:\d\d\.\d{3} " + line + @"\r?\n$", output.ToString());
        Assert.AreEqual(LogLines.FormatterName, services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
    }

    [TestMethod]
    [DataRow(2048, HealthStatus.Healthy)]
    [DataRow(1023, HealthStatus.Degraded)]
    [DataRow(64, HealthStatus.Degraded)]
    [DataRow(63, HealthStatus.Unhealthy)]
    public void A_disk_that_fills_is_told_before_it_is_full(int freeMebibytes, HealthStatus status)
    {
        HealthCheckResult result = RegistryHealth.Disk((long)freeMebibytes << 20);

        Assert.AreEqual(status, result.Status);
        Assert.Contains($"{freeMebibytes} MiB", result.Description!);
    }

    [TestMethod]
    [DataRow("gap", "中间")]
    [DataRow("tail", "末尾")]
    [DataRow("on its way", "在途")]
    public void Where_events_are_missing_is_said_in_both_languages(string kind, string chinese)
    {
        Wording where = new LedgerProblem("NM-1", 1, 1, 2, kind, false).Where;

        Assert.AreEqual(chinese, where.Zh);
        Assert.AreEqual(kind, where.En);
    }

    [TestMethod]
    public void What_became_of_asking_again_is_said_in_both_languages()
    {
        foreach (string outcome in ResendOutcome.All)
        {
            Assert.AreEqual(outcome, ResendOutcome.Say(outcome).En);
            Assert.AreNotEqual(outcome, ResendOutcome.Say(outcome).Zh, outcome);
        }
    }
}
