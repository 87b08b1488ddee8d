using System.Text.Json.Nodes;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>What is wrong in a site's file is told by its path, and a secret in it never.</summary>
[TestClass]
public class SiteFileTests
{
    [TestMethod]
    [DataRow("broker.host", "\"mqtts://broker\"", "broker.host: \"mqtts://broker\" is no host name")]
    [DataRow("broker.port", "99999", "broker.port: 99999 is not a whole number from 1 to 65535")]
    [DataRow("broker.tls", "\"yes\"", "broker.tls: must be true or false")]
    [DataRow("broker.tls", "false", "broker.caFile: is there, but \"tls\" is false")]
    [DataRow("broker.caFile", "\"nowhere.pem\"", "broker.caFile: there is no file")]
    [DataRow("broker.caFile", "\"site.json\"", "broker.caFile: site.json holds no certificate")]
    [DataRow("broker.caflie", "\"ca.pem\"", "broker.caflie: is unknown; did you mean \"caFile\"?")]
    [DataRow("wifi.ssid", "\"景区景区景区景区景区景区\"", "wifi.ssid: has 36 bytes in UTF-8")]
    [DataRow("wifi.password", "\"secret\"", "wifi.password: has 6 characters; WPA2 asks for 8 to 63")]
    [DataRow("wifi.authentication", "\"WPA3\"", "wifi.authentication: \"WPA3\" is unknown; use one of: WPA2, WPA, OPEN")]
    [DataRow("version", "2", "version: must be 1")]
    [DataRow("board", "\"esp32\"", "board: there is no board \"esp32\"")]
    [DataRow("firmware", "\"no.bin\"", "firmware: there is no file")]
    [DataRow("serialPort", "\"COM3; rm\"", "serialPort: \"COM3; rm\" is no port")]
    [DataRow("utcOffsetMinutes", "8.5", "utcOffsetMinutes: 8.5 is not a whole number")]
    public void A_wrong_member_is_told_by_its_path(string path, string value, string expected)
    {
        using ProvisioningBench bench = new();
        bench.WriteSite(site =>
        {
            string[] levels = path.Split('.');
            (levels.Length == 1 ? site : site[levels[0]]!.AsObject())[levels[^1]] = JsonNode.Parse(value);
        });

        string[] problems = bench.Problems();

        Assert.Contains(problem => problem.StartsWith("site.json: " + expected, StringComparison.Ordinal), problems,
            string.Join(System.Environment.NewLine, problems));
        Assert.DoesNotContain(problem => problem.Contains("secret", StringComparison.Ordinal), problems);
    }

    [TestMethod]
    public void A_site_without_Wi_Fi_is_told_where_a_board_needs_it()
    {
        using ProvisioningBench bench = new();
        bench.WriteSite(site => site.Remove("wifi"));

        Assert.Contains("cabinets.csv:2: board: esp32-s3 uses Wi-Fi, but site.json has no \"wifi\".", bench.Problems());
    }

    [TestMethod]
    public void A_site_that_is_no_JSON_or_not_there_is_told()
    {
        using ProvisioningBench bench = new();
        File.WriteAllText(bench.Site.FullName, "{\n\"version\": 1,,\n}");
        Assert.Contains(problem => problem.StartsWith("site.json:2: is not valid JSON", StringComparison.Ordinal), bench.Problems());

        bench.Site.Delete();
        Assert.Contains(problem => problem.StartsWith("site.json: can't be read", StringComparison.Ordinal), bench.Problems());
    }

    [TestMethod]
    [DataRow("aed-cabinet.json", null, "firmware: aed-cabinet.json is missing, so nobody knows what the image is")]
    [DataRow("aed-cabinet.bin", "firmware", "firmware: aed-cabinet.bin is no deployment image of nanoFramework")]
    [DataRow("aed-cabinet.json", "{}", "firmware: aed-cabinet.json is damaged or was changed by hand")]
    public void A_firmware_that_nobody_knows_is_refused(string file, string? content, string expected)
    {
        using ProvisioningBench bench = new();
        File.Delete(bench.PathOf("firmware", file));
        if (content is not null)
        {
            File.WriteAllText(bench.PathOf("firmware", file), content);
        }

        Assert.Contains(problem => problem.StartsWith("site.json: " + expected, StringComparison.Ordinal), bench.Problems());
    }

    [TestMethod]
    public void The_site_s_firmware_comes_along_with_manifest_and_runtime()
    {
        using ProvisioningBench bench = new();

        bench.Provision();

        foreach (string[] file in new string[][] { ["aed-cabinet.bin"], ["aed-cabinet.json"], ["runtime", Images.TestImage.Archive] })
        {
            CollectionAssert.AreEqual(File.ReadAllBytes(bench.PathOf(["firmware", .. file])),
                File.ReadAllBytes(bench.Out(["firmware", .. file])));
        }
    }

    [TestMethod]
    public void A_certificate_that_has_expired_is_no_authority_s_or_comes_with_its_key_is_refused()
    {
        using ProvisioningBench bench = new();
        bench.Now = DateTimeOffset.UtcNow.AddYears(2);
        Assert.Contains(problem => problem.Contains("broker.caFile: ca.pem expired on", StringComparison.Ordinal), bench.Problems());

        bench.Now = DateTimeOffset.UtcNow;
        DirectoryInfo server = Directory.CreateDirectory(bench.PathOf("server"));
        bench.Authority.IssueServer(server, "localhost");
        File.Copy(Path.Combine(server.FullName, "server.pem"), bench.PathOf("ca.pem"), true);
        Assert.Contains(problem => problem.Contains("which is no authority's", StringComparison.Ordinal), bench.Problems());

        File.AppendAllText(bench.PathOf("ca.pem"), File.ReadAllText(Path.Combine(server.FullName, "server.key")));
        Assert.Contains(problem => problem.Contains("holds a private key", StringComparison.Ordinal), bench.Problems());
    }
}
