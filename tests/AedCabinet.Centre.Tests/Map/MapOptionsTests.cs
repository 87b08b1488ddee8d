using System.CommandLine;
using AedCabinet.Page.Map;
using AedCabinet.Page;
using AedCabinet.Registry.Commands;

namespace AedCabinet.Centre.Tests.Map;

/// <summary>What the authority configures for the map, and which other host a page may ask because of it.</summary>
[TestClass]
public sealed class MapOptionsTests
{
    [TestMethod]
    public void Only_with_tiles_and_only_for_pictures_may_a_page_ask_another_host()
    {
        string usual = PageServer.PolicyOf(MapSettings.None);
        string tiles = PageServer.PolicyOf(new MapSettings { Tiles = "https://tiles.example:8443/a/{z}/{x}/{y}.png" });

        Assert.DoesNotContain("http", usual);
        Assert.DoesNotContain("unsafe-eval", usual);
        Assert.Contains("img-src 'self' data:;", usual);
        Assert.AreEqual(usual.Replace("data:;", "data: https://tiles.example:8443;", StringComparison.Ordinal), tiles);
    }

    [TestMethod]
    [DataRow("--tiles", "https://tiles.example/{z}/{x}/{y}.png", true)]
    [DataRow("--tiles", "https://tiles.example/{z}/{x}.png", false)]
    [DataRow("--tiles", "tiles/{z}/{x}/{y}.png", false)]
    [DataRow("--tiles", "https://{z}.tiles.example/{x}/{y}.png", false)]
    [DataRow("--tiles", "https://tiles.example; script-src */{z}/{x}/{y}.png", false)]
    [DataRow("--tiles", "file:///{z}/{x}/{y}.png", false)]
    [DataRow("--tiles-datum", "bd09", true)]
    [DataRow("--tiles-datum", "cgcs", false)]
    [DataRow("--routing", "http://127.0.0.1:5000", true)]
    [DataRow("--routing", "http://127.0.0.1:5000/?key=1", false)]
    [DataRow("--routing", "osrm", false)]
    public void What_can_t_be_used_is_refused_in_both_languages(string option, string value, bool isRight)
    {
        ParseResult result = RegistryCommand.CreateRoot().Parse(
            ["--broker", "127.0.0.1:1883", "--database", "registry.db", "--http", "0", option, value]);
        string said = string.Join('\n', result.Errors.Select(error => error.Message));

        Assert.AreEqual(isRight, result.Errors.Count == 0, said);
        if (!isRight && option != "--tiles-datum")
        {
            Assert.Contains("请用", said);
            Assert.Contains("use http", said);
        }
    }
}
