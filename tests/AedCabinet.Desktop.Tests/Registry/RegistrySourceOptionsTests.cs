using AedCabinet.Registry.Commands;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>SPEC §20: <c>registry --source</c>, and what it says of what can't be used.</summary>
[TestClass]
public class RegistrySourceOptionsTests
{
    private const string Cell = "--broker localhost:8883 --database a.db --source jetstream";

    [TestMethod]
    [DataRow(" --stream 192.0.2.11:4222", "需要--stream-accounts FILE", "needs --stream-accounts FILE")]
    [DataRow(" --stream-accounts a.json", "需要--stream HOST:PORT", "needs --stream HOST:PORT")]
    [DataRow(" --stream n1 --stream-accounts a.json", "“n1”不是HOST:PORT", "\"n1\" is not HOST:PORT")]
    [DataRow(" --stream n1:4222 --stream-accounts a.json --prefecture 15", "“15”不是盟市代码", "\"15\" is no prefecture's code")]
    public void What_is_wrong_with_a_cell_s_options_is_said_in_both_languages(string rest, string zh, string en)
    {
        Assert.Contains(zh, Errors(Cell + rest + " --language zh"));
        Assert.Contains(en, Errors(Cell + rest + " --language en"));
    }

    [TestMethod]
    public void A_cell_s_options_without_a_cell_are_refused_and_with_one_are_taken()
    {
        Assert.Contains("are for --source jetstream",
            Errors("--broker localhost:1883 --database a.db --prefecture 1501 --language en"));
        Assert.IsEmpty(Errors(Cell + " --stream n1:4222 --stream n2:4222 --stream-accounts a.json --prefecture 1501"));
    }

    private static string Errors(string line) =>
        string.Join(' ', RegistryCommand.Create().Parse(line).Errors.Select(error => error.Message));
}
