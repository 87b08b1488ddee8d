using System.Text.Json.Nodes;
using AedCabinet.Desktop.Tests.Provisioning.Images;
using AedCabinet.Simulator.Provisioning;
using AedCabinet.Terminal;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>Every way in which a folder may be damaged is found before a technician leaves, with the file and what to do.</summary>
[TestClass]
public class DeliveryCheckTests
{
    private const string First = ProvisioningBench.First;
    private const string Second = ProvisioningBench.Second;
    private const string Config = "cabinet.json";

    private static readonly Dictionary<string, Action<ProvisioningBench>> s_damages = new()
    {
        ["no cabinet.json"] = bench => File.Delete(bench.Out(First, Config)),
        ["empty cabinet.json"] = bench => File.WriteAllText(bench.Out(First, Config), string.Empty),
        ["cut cabinet.json"] = bench => File.WriteAllText(bench.Out(First, Config), File.ReadAllText(bench.Out(First, Config))[..500]),
        ["misspelt setting"] = bench => bench.Replace("\"heaterFitted\"", "\"heaterFited\"", First, Config),
        ["short key"] = bench => bench.Change(root => root["commandKey"] = "00ff", First, Config),
        ["no key"] = bench => bench.Change(root => root.Remove("commandKey"), First, Config),
        ["other's key"] = bench => bench.Change(root => root["commandKey"] = bench.KeyOf(Second), First, Config),
        ["other key"] = bench => bench.Change(root => root["commandKey"] = new string('b', 64), First, Config),
        ["other password"] = bench => bench.Change(root => root["broker"]!["password"] = "password123", First, Config),
        ["no password"] = bench => bench.Change(root => root["broker"]!.AsObject().Remove("password"), First, Config),
        ["other user"] = bench => bench.Change(root => root["broker"]!["user"] = "admin", First, Config),
        ["other id"] = bench => bench.Change(root => root["id"] = Second, First, Config),
        ["no firstBoot"] = bench => bench.Change(root => root.Remove("firstBoot"), First, Config),
        ["low firstBoot"] = bench => bench.Change(root => root["firstBoot"] = 7, First, Config),
        ["firstBoot in the future"] = bench => bench.Change(root => root["firstBoot"] = 1999999999, First, Config),
        ["unknown board"] = bench => bench.Change(root => root["pins"]!["board"] = "esp8266", First, Config),
        ["other pin"] = bench => bench.Change(root => root["pins"]!["beacon"] = 6, First, Config),
        ["other network"] = bench => bench.Change(root => root["network"] = "ethernet", First, Config),
        ["escapes"] = bench => bench.Replace("东", "\\u4e1c", First, Config),
        ["no CA named"] = bench => bench.Change(root => root["broker"]!.AsObject().Remove("caFile"), First, Config),
        ["no CA"] = bench => File.Delete(bench.Out(First, "ca.pem")),
        ["CA is no certificate"] = bench => File.WriteAllText(bench.Out(First, "ca.pem"), "hello"),
        ["CA expired"] = bench => bench.Now = bench.Now.AddYears(2),
        ["long SSID"] = bench => bench.Change(root => root["WirelessClient"]!["Ssid"] = new string('s', 33), First, "network.json"),
        ["short Wi-Fi password"] = bench => bench.Change(root => root["WirelessClient"]!["Password"] = "short", First, "network.json"),
        ["long Wi-Fi password"] = bench => bench.Change(root => root["WirelessClient"]!["Password"] = new string('p', 65), First,
            "network.json"),
        ["no AutoConnect"] = bench => bench.Change(root => root["WirelessClient"]!["ConfigurationOption"] = "None", First, "network.json"),
        ["unknown authentication"] = bench => bench.Change(root => root["WirelessClient"]!["Authentication"] = "WPA9", First,
            "network.json"),
        ["network.json is no JSON"] = bench => File.WriteAllText(bench.Out(First, "network.json"), "{"),
        ["network.json of another kind"] = bench => bench.Change(
            root =>
            {
                root.Remove("WirelessClient");
                root["Ethernet"] = new JsonObject { ["DhcpEnabled"] = true };
            },
            First,
            "network.json"),
        ["files.json names a stranger"] = bench =>
            bench.Change(root => root["files"]![1]!["SourceFilePath"] = "root.pem", First, "files.json"),
        ["files.json goes elsewhere"] = bench =>
            bench.Change(root => root["files"]![0]!["DestinationFilePath"] = "D:\\cabinet.json", First, "files.json"),
        ["files.json deletes"] = bench => bench.Change(root => root["files"]![0]!.AsObject().Remove("SourceFilePath"), First, "files.json"),
        ["files.json forgets the CA"] = bench => bench.Change(root => root["files"]!.AsArray().RemoveAt(1), First, "files.json"),
        ["no label"] = bench => File.Delete(bench.Out(First, "label.svg")),
        ["other label"] = bench => File.Copy(bench.Out(Second, "label.svg"), bench.Out(First, "label.svg"), true),
        ["damaged QR code"] = bench => bench.Replace("class=\"qr\"", "class=\"art\"", First, "label.svg"),
        ["old label"] = bench => bench.Replace("值班室", "保安室", First, "label.svg"),
        ["secret on the label"] = bench => bench.Replace("</svg>", $"<!-- {bench.PasswordOf(First)} --></svg>", First, "label.svg"),
        ["changed script"] = bench => File.AppendAllText(bench.Out(First, "flash.sh"), "reboot\n"),
        ["script of another board"] = bench => bench.Replace("ESP32_S3_QUAD", "ESP32_REV3", First, "flash.sh"),
        ["Windows script of another board"] = bench => bench.Replace("ESP32_S3_QUAD", "ESP32_REV3", First, "flash.ps1"),
        ["script not executable"] = bench => ProvisioningBench.SetMode(bench.Out(First, "flash.sh"), 0b110_000_000),
        ["file open to others"] = bench => ProvisioningBench.SetMode(bench.Out(First, Config), 0b110_100_100),
        ["folder open to others"] = bench => ProvisioningBench.SetMode(bench.Out(First), 0b111_101_101),
        ["registry open to others"] = bench => ProvisioningBench.SetMode(bench.Out("registry", "accounts.json"), 0b110_100_100),
        ["folder renamed"] = bench => Directory.Move(bench.Out(First), bench.Out("NM-HOH-0009")),
        ["unknown to the broker"] = bench => File.WriteAllLines(bench.Out("registry", "cabinets.passwords"),
            File.ReadAllLines(bench.Out("registry", "cabinets.passwords"))
                .Where(line => !line.StartsWith(First, StringComparison.Ordinal))),
        ["ACL forgets a topic"] = bench => bench.Replace($"topic write aed/v1/1501/150104/culture-tourism/{First}/event\n", string.Empty,
            "registry", "cabinets.acl"),
        ["ACL allows too much"] = bench => bench.Replace($"user {First}\n", $"user {First}\ntopic readwrite #\n", "registry",
            "cabinets.acl"),
        ["no key in the registry"] = bench => bench.Change(root => root.Remove(First), "registry", "keys.json"),
        ["account's password unknown"] = bench => bench.Change(root => root["centre-1501"] = "forgotten", "registry", "accounts.json"),
        ["registry damaged"] = bench => File.WriteAllText(bench.Out("registry", "keys.json"), "{"),
        ["no registry"] = bench => Directory.Delete(bench.Out("registry"), true),
        ["no mosquitto.conf"] = bench => File.Delete(bench.Out("registry", "mosquitto.conf")),
        ["one account at both listeners"] = bench =>
            File.AppendAllLines(bench.Out("registry", "readers.passwords"), File.ReadAllLines(bench.Out("registry", "cabinets.passwords"))),
        ["every account at every listener"] = bench =>
            bench.Replace("per_listener_settings true", "per_listener_settings false", "registry", "mosquitto.conf"),
        ["broker at another port"] = bench => bench.Replace("listener 8883", "listener 1883", "registry", "mosquitto.conf"),
        ["no sheet of labels"] = bench => File.Delete(bench.Out("labels.html")),
        ["left by an interrupted run"] = bench => Directory.CreateDirectory(bench.Out(".NM-3.new")),
        ["random firmware"] = bench => File.WriteAllBytes(bench.Out("firmware", "aed-cabinet.bin"),
            System.Security.Cryptography.RandomNumberGenerator.GetBytes(5000)),
        ["another build"] = bench => File.WriteAllBytes(bench.Out("firmware", "aed-cabinet.bin"),
            TestImage.Make(assemblies => assemblies.Reverse())),
        ["an old build"] = bench => File.WriteAllBytes(bench.Out("firmware", "aed-cabinet.bin"),
            TestImage.Make(assemblies => assemblies[0] = assemblies[0] with { Version = new Version(0, 0, 9, 0) })),
        ["no manifest"] = bench => File.Delete(bench.Out("firmware", "aed-cabinet.json")),
        ["manifest by hand"] = bench => bench.Change(root => root["version"] = "9.9.9.0", "firmware", "aed-cabinet.json"),
        ["manifest without sections"] = bench => bench.Change(root => root.Remove("native"), "firmware", "aed-cabinet.json"),
        ["manifest of null"] = bench => bench.Change(root => root["runtime"] = null, "firmware", "aed-cabinet.json"),
        ["no image"] = bench => File.Delete(bench.Out("firmware", "aed-cabinet.bin")),
        ["no runtime"] = bench => Directory.Delete(bench.Out("firmware", "runtime"), true),
        ["another runtime"] = bench => File.WriteAllText(bench.Out("firmware", "runtime", TestImage.Archive), "newer"),
        ["firmware of other boards"] = bench => TestImage.Deliver(bench.Out("firmware"), TestImage.Make(), "ESP32_PSRAM_REV3"),
        ["one probe twice"] = bench =>
        {
            foreach (string id in new[] { First, Second })
            {
                bench.Change(root => root["climate"]!["insideProbe"] = CabinetTableTests.ProbeWithSerial(9), id, Config);
            }
        },
    };

    [TestMethod]
    [DataRow("no cabinet.json", First + "/cabinet.json: is missing")]
    [DataRow("empty cabinet.json", First + "/cabinet.json: is empty")]
    [DataRow("cut cabinet.json", First + "/cabinet.json: is not valid JSON")]
    [DataRow("misspelt setting", "climate.heaterFited: is not a setting of this firmware")]
    [DataRow("short key", "commandKey: must be 64 hexadecimal digits")]
    [DataRow("no key", "commandKey: is missing")]
    [DataRow("other's key", "its key is also that of")]
    [DataRow("other key", "registry/keys.json: has another key for " + First)]
    [DataRow("other password", "registry/cabinets.passwords: has another password for " + First)]
    [DataRow("no password", "broker.password: is missing")]
    [DataRow("other user", "broker.user: is not the cabinet's id")]
    [DataRow("other id", "id: \"" + Second + "\" is not the folder's name")]
    [DataRow("no firstBoot", "firstBoot: is missing")]
    [DataRow("low firstBoot", "firstBoot: 7 is below")]
    [DataRow("firstBoot in the future", "firstBoot: 1999999999 lies more than a year ahead")]
    [DataRow("unknown board", "pins.board: there is no board \"esp8266\"")]
    [DataRow("other pin", "pins.beacon: GPIO 6 is not where")]
    [DataRow("other network", "network: the board esp32-s3 has wifi")]
    [DataRow("escapes", "holds escapes")]
    [DataRow("no CA named", "broker.caFile: is missing")]
    [DataRow("no CA", First + "/ca.pem: is missing")]
    [DataRow("CA is no certificate", First + "/ca.pem: holds no certificate")]
    [DataRow("CA expired", First + "/ca.pem: expired on")]
    [DataRow("long SSID", "WirelessClient.Ssid: has 33 bytes")]
    [DataRow("short Wi-Fi password", "WirelessClient.Password: has 5 characters")]
    [DataRow("long Wi-Fi password", "WirelessClient.Password: has 65 characters")]
    [DataRow("no AutoConnect", "is not AutoConnect")]
    [DataRow("unknown authentication", "Authentication: \"WPA9\" is none of")]
    [DataRow("network.json is no JSON", First + "/network.json: is not valid JSON")]
    [DataRow("network.json of another kind", "network.json: has no WirelessClient")]
    [DataRow("files.json names a stranger", "files.json: there is no file root.pem")]
    [DataRow("files.json goes elsewhere", "where the cabinet does not look")]
    [DataRow("files.json deletes", "has no SourceFilePath; the flash tool would delete it")]
    [DataRow("files.json forgets the CA", "files.json: does not bring ca.pem to the device")]
    [DataRow("no label", First + "/label.svg: is missing")]
    [DataRow("other label", "its QR code says \"" + Second + "\"")]
    [DataRow("damaged QR code", "has no QR code that can be read")]
    [DataRow("old label", "does not say what cabinet.json says")]
    [DataRow("secret on the label", "holds a secret, and everybody reads labels")]
    [DataRow("changed script", "flash.sh: is not the script that was made")]
    [DataRow("script of another board", "flash.sh: flashes ESP32_REV3 but the board is ESP32_S3_QUAD")]
    [DataRow("Windows script of another board", "flash.ps1: flashes ESP32_REV3")]
    [DataRow("script not executable", "flash.sh: may not be run")]
    [DataRow("file open to others", First + "/cabinet.json: may be read by others")]
    [DataRow("folder open to others", First + ": may be read by others")]
    [DataRow("registry open to others", "registry/accounts.json: may be read by others")]
    [DataRow("folder renamed", "NM-HOH-0009/cabinet.json: id: \"" + First + "\" is not the folder's name")]
    [DataRow("unknown to the broker", "registry/cabinets.passwords: does not know " + First)]
    [DataRow("ACL forgets a topic", "registry/cabinets.acl: does not allow " + First)]
    [DataRow("ACL allows too much", "allows " + First + " more than its own: \"topic readwrite #\"")]
    [DataRow("no key in the registry", "registry/keys.json: has no key of " + First)]
    [DataRow("account's password unknown", "does not know the password that accounts.json has for \"centre-1501\"")]
    [DataRow("registry damaged", "registry/keys.json: or accounts.json is damaged")]
    [DataRow("no registry", "registry: is not there")]
    [DataRow("no mosquitto.conf", "registry/mosquitto.conf: is missing")]
    [DataRow("one account at both listeners", "both know \"" + First + "\"; an account of one listener must not come in at the other")]
    [DataRow("every account at every listener", "registry/mosquitto.conf: lets every account in at every listener")]
    [DataRow("broker at another port", "registry/mosquitto.conf: has no listener at port 8883, where " + First)]
    [DataRow("no sheet of labels", "labels.html: is missing")]
    [DataRow("left by an interrupted run", ".NM-3.new: was left by a run that was interrupted")]
    [DataRow("random firmware",
        "firmware/aed-cabinet.bin: is no deployment image of nanoFramework: it does not begin with NFMRK1; make both anew with "
            + "\"provision image\"")]
    [DataRow("another build", "firmware/aed-cabinet.bin: is not the image ")]
    [DataRow("an old build", "(it is 0.0.9.0, with another SHA-256)")]
    [DataRow("no manifest", "firmware/aed-cabinet.json: is missing, so nobody knows what the image is")]
    [DataRow("manifest by hand", "firmware/aed-cabinet.json: names versions that are not those in the image")]
    [DataRow("manifest without sections", "firmware/aed-cabinet.json: is damaged or was changed by hand")]
    [DataRow("manifest of null", "firmware/aed-cabinet.json: is damaged or was changed by hand")]
    [DataRow("no image", "firmware/aed-cabinet.bin: is missing")]
    [DataRow("no runtime", "firmware/runtime/" + TestImage.Archive + ": is missing: the runtime of a board")]
    [DataRow("another runtime", "firmware/runtime/" + TestImage.Archive + ": is not the runtime of the manifest")]
    [DataRow("firmware of other boards",
        "firmware/aed-cabinet.json: is for ESP32_PSRAM_REV3 and not for ESP32_S3_QUAD, the board of " + First)]
    [DataRow("one probe twice", "a probe's number is also in " + Second)]
    public void A_damage_is_found_and_told_with_its_file_and_remedy(string damage, string expected)
    {
        if (OperatingSystem.IsWindows() && damage.Contains("open to others", StringComparison.Ordinal))
        {
            Assert.Inconclusive("Windows has no such modes.");
        }

        using ProvisioningBench bench = new();
        bench.Provision();
        (string[] secrets, string wifi) = ([bench.KeyOf(First), bench.KeyOf(Second), bench.PasswordOf(First),
            bench.AccountPassword("registry")], ProvisioningBench.WifiPassword);
        s_damages[damage](bench);

        string[] problems = bench.Verify();

        string all = string.Join(System.Environment.NewLine, problems);
        Assert.Contains(problem => problem.Contains(expected, StringComparison.Ordinal), problems, all);
        foreach (string secret in secrets.Append(wifi))
        {
            Assert.DoesNotContain(secret, all);
        }
    }

    [TestMethod]
    public void A_folder_without_any_cabinet_is_not_called_sound()
    {
        DirectoryInfo empty = Directory.CreateTempSubdirectory("aed-empty-");

        UserErrorException exception = Assert.ThrowsExactly<UserErrorException>(
            () => new DeliveryCheck(empty, DateTimeOffset.UtcNow).Run());
        empty.Delete();

        Assert.Contains("holds no cabinet's folder", exception.Message);
    }
}
