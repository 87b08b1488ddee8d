using System.Text.Json.Nodes;
using System.Text;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Desktop.Tests.Provisioning.Images;
using AedCabinet.Handover;
using AedCabinet.Simulator.Provisioning;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>
/// An office in which cabinets are provisioned: a table, a site with an authority of its own, and a folder for the outcome.
/// </summary>
internal sealed class ProvisioningBench : IDisposable
{
    public const string First = "NM-HOH-0001";
    public const string Second = "NM-BAO-0002";
    public const string WifiPassword = "correct horse battery";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-office-");

    public ProvisioningBench()
    {
        File.WriteAllText(PathOf("ca.pem"), Authority.Pem);
        TestImage.Deliver(PathOf("firmware"), TestImage.Make());
        WriteSite(_ => { });
    }

    /// <summary>Gets the time of the office.</summary>
    public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

    public SiteAuthority Authority { get; } = new("the site's authority");

    /// <summary>Gets the rows: values by column, a sound AED cabinet and a sound station at first.</summary>
    public List<Dictionary<string, string>> Rows { get; } =
    [
        new()
        {
            ["id"] = First, ["kind"] = "aed", ["prefecture"] = "1501", ["county"] = "150104", ["sector"] = "culture-tourism",
            ["name"] = "东门AED", ["site"] = "昭君博物院", ["where"] = "游客中心一层, 东门旁", ["floor"] = "1", ["indoor"] = "是", ["access"] = "yes",
            ["hours"] = "24/7",
            ["lat"] = "40.712300", ["lon"] = "111.676500", ["contactName"] = "值班室", ["contactPhone"] = "+86-471-0000000",
            ["trainedResponders"] = "12",
            ["aedModel"] = "Philips HS1", ["aedSerial"] = "A-0001", ["padsExpire"] = "2088/6/30", ["batteryExpire"] = "2089-01-31",
            ["kitExpire"] = "", ["lastInspection"] = "",
            ["profile"] = "philips-hs1", ["board"] = "", ["insideProbe"] = "", ["outsideProbe"] = "", ["heaterFitted"] = "",
            ["batteryFitted"] = "yes", ["lockFitted"] = "",
        },
        new()
        {
            ["id"] = Second, ["kind"] = "station", ["prefecture"] = "1502", ["county"] = "150203", ["sector"] = "transport",
            ["name"] = "包头站救护站", ["site"] = "包头站", ["where"] = "候车厅", ["contactName"] = "客运值班", ["contactPhone"] = "0472-0000000 转 12",
            ["aedModel"] = "DDU-100", ["aedSerial"] = "A-0002", ["padsExpire"] = "2088-02-29", ["batteryExpire"] = "none",
            ["kitExpire"] = "2087-12-31", ["profile"] = "defibtech-ddu-100",
            ["board"] = "esp32-wrover",
        },
    ];

    public DirectoryInfo Output => new(PathOf("out"));

    public FileInfo Table => new(PathOf("cabinets.csv"));

    public FileInfo Site => new(PathOf("site.json"));

    /// <summary>Gets how a cabinet's account is told from the others.</summary>
    public bool IsCabinet(string user) => Rows.Exists(row => row["id"] == user);

    public string PathOf(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    /// <summary>A path in the outcome.</summary>
    public string Out(params string[] parts) => Path.Combine([Output.FullName, .. parts]);

    /// <summary>Writes the site's file, sound unless changed.</summary>
    public void WriteSite(Action<JsonObject> change)
    {
        JsonObject site = new()
        {
            ["version"] = 1,
            ["broker"] = new JsonObject { ["host"] = "localhost", ["port"] = 8883, ["caFile"] = "ca.pem" },
            ["wifi"] = new JsonObject { ["ssid"] = "景区-AED", ["password"] = WifiPassword },
            ["board"] = "esp32-s3",
            ["firmware"] = "firmware/aed-cabinet.bin",
        };
        change(site);
        File.WriteAllText(Site.FullName, site.ToJsonString());
    }

    /// <summary>The table as text.</summary>
    public string Csv()
    {
        string[] columns = [.. Rows.SelectMany(row => row.Keys).Distinct()];
        static string Quote(string value) => value.IndexOfAny([',', '"', '\n']) < 0 ? value : $"\"{value.Replace("\"", "\"\"")}\"";
        return string.Concat(
            Rows.Select(row => string.Join(',', columns.Select(column => Quote(row.GetValueOrDefault(column, string.Empty)))) + "\r\n")
                .Prepend(string.Join(',', columns) + "\r\n"));
    }

    /// <summary>Reads the rows and the site.</summary>
    /// <returns>Every problem, as it is printed.</returns>
    public string[] Problems(byte[]? table = null)
    {
        File.WriteAllBytes(Table.FullName, table ?? Encoding.UTF8.GetBytes(Csv()));
        List<ProvisioningProblem> problems = [];
        _ = ProvisioningOrder.Read(new ProvisioningOptions(Table, Site, Output), Now, problems);
        return [.. problems.Select(problem => problem.ToString())];
    }

    /// <summary>Provisions the rows, which must be sound.</summary>
    /// <param name="isForced">Whether what is there is made anew.</param>
    /// <param name="hasNewKeys">Whether with new keys.</param>
    /// <param name="stopAfter">After how many cabinets the run is stopped; 0 for never.</param>
    public ProvisioningOutcome Provision(bool isForced = false, bool hasNewKeys = false, int stopAfter = 0)
    {
        File.WriteAllText(Table.FullName, Csv());
        List<ProvisioningProblem> problems = [];
        ProvisioningOptions options = new(Table, Site, Output, isForced, hasNewKeys);
        ProvisioningOrder order = ProvisioningOrder.Read(options, Now, problems);
        Assert.IsEmpty(problems.Where(problem => !problem.IsWarning), string.Join(System.Environment.NewLine, problems));
        using CancellationTokenSource stop = new();
        return new ProvisioningRun(order, options, Now).Execute(
            done =>
            {
                if (done == stopAfter)
                {
                    stop.Cancel();
                }
            },
            stop.Token);
    }

    /// <summary>Checks the outcome.</summary>
    /// <returns>Every problem, as it is printed, without hints.</returns>
    public string[] Verify(string? id = null)
    {
        IReadOnlyList<BundleProblem> problems = new DeliveryCheck(id is null ? Output : new DirectoryInfo(Out(id)), Now).Run();
        foreach (string line in problems.Select(problem => problem.In(true)))
        {
            Assert.Contains("；", line, "Whoever reads Chinese is told what is wrong and what to do in Chinese.");
            Assert.IsTrue(line.Any(c => c is >= '\u4e00' and <= '\u9fff'), line);
        }

        return [.. problems.Where(problem => !problem.IsHint).Select(problem => problem.ToString())];
    }

    /// <summary>A cabinet's configuration as it was made.</summary>
    public JsonObject Configuration(string id) => JsonNode.Parse(File.ReadAllBytes(Out(id, "cabinet.json")))!.AsObject();

    public string KeyOf(string id) => Configuration(id)["commandKey"]!.GetValue<string>();

    public string PasswordOf(string id) => Configuration(id)["broker"]!["password"]!.GetValue<string>();

    /// <summary>The password of an account that is no cabinet's.</summary>
    public string AccountPassword(string user) =>
        JsonNode.Parse(File.ReadAllBytes(Out("registry", "accounts.json")))![user]!.GetValue<string>();

    /// <summary>Changes a JSON file of the outcome.</summary>
    public void Change(Action<JsonObject> change, params string[] path)
    {
        JsonObject root = JsonNode.Parse(File.ReadAllBytes(Out(path)))!.AsObject();
        change(root);
        File.WriteAllBytes(Out(path), PlainJson.Write(root));
    }

    /// <summary>Replaces text in a file of the outcome.</summary>
    public void Replace(string old, string fresh, params string[] path)
    {
        string text = File.ReadAllText(Out(path));
        Assert.Contains(old, text);
        File.WriteAllText(Out(path), text.Replace(old, fresh));
    }

    /// <summary>Sets a file's or folder's mode, where there are modes.</summary>
    public static void SetMode(string path, int mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)mode);
        }
    }

    /// <summary>Every file of the outcome with its content.</summary>
    public Dictionary<string, string> Files() =>
        Directory.EnumerateFiles(Output.FullName, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(Output.FullName, file), File.ReadAllText);

    public void Dispose()
    {
        Authority.Dispose();
        _folder.Delete(recursive: true);
    }
}
