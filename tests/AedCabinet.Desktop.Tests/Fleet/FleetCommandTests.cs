using AedCabinet.Simulator.Commands;
using AedCabinet.Simulator.Fleet;
using AedCabinet.Terminal;

namespace AedCabinet.Desktop.Tests.Fleet;

/// <summary><c>fleet</c> at the terminal: what it refuses, and what it says then.</summary>
[TestClass]
public class FleetCommandTests
{
    [TestMethod]
    [DataRow("--cabinets 0 --live", "--cabinets: use 1 to 60000, not 0.")]
    [DataRow("--cabinets 5", "--live")]
    [DataRow("--live --broker nowhere", "\"nowhere\" is not HOST:PORT")]
    [DataRow("--live --storm hail", "hail")]
    [DataRow("--live --storm broker", "--own-broker")]
    [DataRow("--live --at 60s=broker", "--own-broker")]
    [DataRow("--live --at soon=doors", "\"soon=doors\" is not TIME=WHAT")]
    [DataRow("--live --at 60s=hail", "\"hail\" is nothing a fleet can be put through")]
    [DataRow("--live --at 60s=2", "\"2\" is nothing a fleet can be put through")]
    [DataRow("--live --at 60s=mains:9999", "only mains takes a prefecture")]
    [DataRow("--live --at 60s=doors:1501", "only mains takes a prefecture")]
    [DataRow("--live --storm doors --at 60s=mains", "--storm has times of its own")]
    [DataRow("--live --duration never", "\"never\" is no time")]
    [DataRow("--live --own-broker --deliveries .", "--own-broker lets everybody in")]
    [DataRow("--live --readers 192.0.2.7:8884", "--readers belongs to --deliveries")]
    [DataRow("--live --deliveries . --readers nowhere", "--readers: \"nowhere\" is not HOST:PORT")]
    [DataRow("--live --loss 5", "--loss belongs to --virtual")]
    [DataRow("--virtual 24h --loss NaN", "--loss: use 0 to 90 percent")]
    [DataRow("--virtual 0s", "--virtual: use 1s to 8784h")]
    [DataRow("--virtual 100000h", "--virtual: use 1s to 8784h")]
    [DataRow("--virtual 24h --wait 5s", "--wait belongs to --live")]
    [DataRow("--virtual 24h --at 1h=registry", "a virtual fleet has no registry")]
    [DataRow("--live --ramp 0", "--ramp: use 1 to")]
    public void A_wrong_option_is_said(string arguments, string part)
    {
        string[] errors = [.. RunCommand.CreateRoot().Parse("fleet " + arguments).Errors.Select(error => error.Message)];

        Assert.IsTrue(errors.Any(error => error.Contains(part, StringComparison.Ordinal)), string.Join(System.Environment.NewLine, errors));
    }

    [TestMethod]
    [DataRow("--live")]
    [DataRow("--cabinets 10 --live --broker 192.0.2.7:1883 --ramp 50 --storm doors --storm mains --seed -4 --duration 10m")]
    [DataRow("--live --own-broker --at 60s=doors --at 2m=mains:1502 --at 1h=broker")]
    public void Right_options_are_taken(string arguments)
    {
        string[] errors = [.. RunCommand.CreateRoot().Parse("fleet " + arguments).Errors.Select(error => error.Message)];

        Assert.IsEmpty(errors, string.Join(System.Environment.NewLine, errors));
    }

    [TestMethod]
    public void More_cabinets_than_the_shell_allows_files_is_said_with_what_to_do()
    {
        UserErrorException exception = Assert.ThrowsExactly<UserErrorException>(() => FleetLimits.Check(int.MaxValue / 4));

        Assert.Contains("ulimit -n", exception.Message);
        Assert.AreEqual(UserErrorException.Environment, exception.ExitCode);
    }

    [TestMethod]
    public void Deliveries_that_are_missing_empty_or_wrong_are_said()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-fleet-deliveries-");
        try
        {
            Assert.Contains("is not there", Read(new DirectoryInfo(Path.Combine(folder.FullName, "none"))).Message);
            Assert.Contains("holds no folder", Read(folder).Message);

            DirectoryInfo cabinet = folder.CreateSubdirectory("C-1");
            File.WriteAllText(Path.Combine(cabinet.FullName, "cabinet.json"), "{\"version\": 1}");
            string message = Read(folder).Message;
            Assert.Contains("C-1", message);
            Assert.Contains("broker.host", message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static UserErrorException Read(DirectoryInfo from) =>
            Assert.ThrowsExactly<UserErrorException>(() => FleetDrafts.Read(from, 5, null));
    }

    [TestMethod]
    public void Times_are_summed_up_by_rank()
    {
        FleetTimes times = FleetTimes.Of(Enumerable.Range(1, 1000).Reverse().Select(value => (double)value));

        Assert.AreEqual(new FleetTimes(1000, 500, 950, 990, 1000), times);
        Assert.AreEqual(new FleetTimes(0, 0, 0, 0, 0), FleetTimes.Of([]));
    }
}
