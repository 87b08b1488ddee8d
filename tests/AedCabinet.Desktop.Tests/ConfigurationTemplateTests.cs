using System.Text;
using System.Text.RegularExpressions;
using AedCabinet.Controller;
using AedCabinet.Settings;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests;

/// <summary>The configuration that is shipped to begin with.</summary>
[TestClass]
public partial class ConfigurationTemplateTests
{
    private static readonly Dictionary<string, string> s_values = new()
    {
        ["id"] = "NM-0471-0001",
        ["kind"] = "aed",
        ["prefecture"] = "1501",
        ["county"] = "150102",
        ["sector"] = "transport",
        ["name"] = "一号箱",
        ["site"] = "车站",
        ["where"] = "候车厅",
        ["contactName"] = "值班室",
        ["contactPhone"] = "+86-471-0000000",
        ["model"] = "HS1",
        ["serial"] = "A1",
        ["padsExpire"] = "2028-06-30",
        ["batteryExpire"] = "2030-01-31",
        ["host"] = "broker.example",
        ["user"] = "u",
        ["password"] = "p",
    };

    [TestMethod]
    public void Filled_in_it_is_valid_and_encrypted_with_the_site_s_own_CA()
    {
        ConfigurationProblems problems = new();
        string filled = Placeholder().Replace(Template(), match => s_values[match.Groups[1].Value]);

        CabinetConfiguration configuration = ConfigurationFile.Parse(Encoding.UTF8.GetBytes(filled), problems);

        Assert.AreEqual(0, problems.Count, string.Join("; ", problems.ToLines()));
        Assert.IsTrue(configuration.IsCommissioned);
        Assert.IsTrue(configuration.Broker.Tls);
        Assert.AreEqual(8883, configuration.Broker.Port);
        Assert.AreEqual("ca.pem", configuration.Broker.CaFile);
    }

    [TestMethod]
    public void As_it_is_shipped_it_is_refused()
    {
        ConfigurationProblems problems = new();

        ConfigurationFile.Parse(Encoding.UTF8.GetBytes(Template()), problems);
        Assert.IsGreaterThan(0, problems.Count);
    }

    [TestMethod]
    public void Every_placeholder_is_explained()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "firmware", "README.md"));

        foreach (Match match in Placeholder().Matches(Template()))
        {
            Assert.Contains($"`{match.Value}`", page);
        }
    }

    private static string Template() => File.ReadAllText(Path.Combine(RepositoryRoot.Path, "firmware", "cabinet.template.json"));

    [GeneratedRegex("<([A-Za-z]+)>")]
    private static partial Regex Placeholder();
}
