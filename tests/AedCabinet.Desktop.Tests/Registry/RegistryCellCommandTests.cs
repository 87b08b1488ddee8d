using AedCabinet.Registry.Commands;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>SPEC §20: what <c>registry cell</c> takes.</summary>
[TestClass]
public class RegistryCellCommandTests
{
    private const string Machines = "cell write --provisioned a --out b --machine n1=192.0.2.11 --machine n2=192.0.2.12";

    [TestMethod]
    public void A_cell_needs_no_name_and_three_machines() => Assert.IsEmpty(Errors(Machines + " --machine n3=192.0.2.13"));

    [TestMethod]
    [DataRow("", "2 are given")]
    [DataRow(" --machine n1=192.0.2.13", "\"n1\" stands twice")]
    [DataRow(" --machine n3=192.0.2.12", "\"192.0.2.12\" stands twice")]
    [DataRow(" --machine n3", "is not NAME=ADDRESS")]
    [DataRow(" --machine n3=192.0.2.13:22", "an address without a port")]
    [DataRow(" --machine n3=127.0.0.1", "can't reach \"127.0.0.1\"")]
    [DataRow(" --machine n3=192.0.2.13 --name Hohhot", "is no name for a cell")]
    [DataRow(" --machine n3=192.0.2.13 --page-origin https://aed.example/page", "is not https://HOST")]
    [DataRow(" --machine n3=192.0.2.13 --page-origin http://aed.example", "is not https://HOST")]
    [DataRow(" --machine n3=192.0.2.13 --bridge-from old", "\"old\" is not HOST:PORT")]
    [DataRow(" --machine n3=192.0.2.13 --bridge-to cell:8883", "goes with --bridge-from")]
    public void What_is_wrong_with_a_cell_is_said(string rest, string problem) =>
    Assert.Contains(problem, string.Join(' ', Errors(Machines + " --language en" + rest)));

    [TestMethod]
    public void It_is_said_in_Chinese_too() =>
        Assert.Contains("不能作为单元名", string.Join(' ', Errors(Machines + " --machine n3=192.0.2.13 --name Hohhot --language zh")));

    [TestMethod]
    [DataRow("--rounds 0", "--rounds: use 1 to 1000.", "--rounds：请用1至1000。")]
    [DataRow("--minutes 1441", "--minutes: use 0 to 1440.", "--minutes：请用0至1440。")]
    [DataRow("--cabinets 29", "--cabinets: use 30 to 7500.", "--cabinets：请用30至7500。")]
    [DataRow("--rate 5001", "--rate: use 1 to 5000.", "--rate：请用1至5000。")]
    public void A_number_of_the_chaos_that_is_out_of_range_is_told_with_its_range_in_both_languages(string option, string en, string zh)
    {
        Assert.AreEqual(en, Errors($"cell chaos {option} --language en").Single());
        Assert.AreEqual(zh, Errors($"cell chaos {option} --language zh").Single());
        Assert.IsEmpty(Errors("cell chaos --rounds 1000 --minutes 0 --cabinets 30 --rate 5000"));
        Assert.IsNotEmpty(Errors("cell chaos --rounds many --rate few"));
    }

    private static string[] Errors(string line) => [.. RegistryCommand.Create().Parse(line).Errors.Select(error => error.Message)];
}
