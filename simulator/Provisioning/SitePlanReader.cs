using System.Text.Json;
using System.Text;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Provisioning.Images;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Reads <c>site.json</c>; every problem is named by its path.</summary>
/// <param name="file">The file.</param>
/// <param name="boards">The boards there are.</param>
/// <param name="now">The time.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class SitePlanReader(FileInfo file, IEnumerable<string> boards, DateTimeOffset now, List<ProvisioningProblem> problems)
{
    private const int DefaultTlsPort = 8883;
    private const int DefaultPlainPort = 1883;
    private static readonly JsonDocumentOptions s_lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false
    };

    /// <summary>Reads the file.</summary>
    /// <returns>The plan; use it only when no problem was found.</returns>
    public SitePlan Read()
    {
        try
        {
            TableText? text = TableText.Decode(File.ReadAllBytes(file.FullName), file.Name, problems);
            using JsonDocument document = JsonDocument.Parse(text?.Text ?? "{}", s_lenient);
            if (text is not null && document.RootElement.ValueKind != JsonValueKind.Object)
            {
                Add(string.Empty, "必须是{ }里的一个对象。", "must be one object in { }.");
            }

            return text is null || document.RootElement.ValueKind != JsonValueKind.Object ? new SitePlan() : Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            problems.Add(new(file.Name, (int)(exception.LineNumber ?? -1) + 1, string.Empty,
                new("这里不是正确的JSON；请检查括号、逗号、引号和重复的名字。",
                    "is not valid JSON here; check brackets, commas, quotation marks and doubled names.")));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Add(string.Empty, $"读不了：{exception.Message}", $"can't be read: {exception.Message}");
        }

        return new SitePlan();
    }

    private SitePlan Read(JsonElement root)
    {
        RejectUnknown(root, string.Empty, "version", "broker", "wifi", "serialPort", "utcOffsetMinutes", "board", "benchBoards",
            "firmware", "labelTexts", "pageAddress");
        if (Number(root, string.Empty, "version", 1, int.MinValue, int.MaxValue) != 1)
        {
            Add("version", "必须是1。", "must be 1.");
        }

        SitePlan plan = ReadBroker(Section(root, "broker", true)) with
        {
            Wifi = Section(root, "wifi", false) is { } wifi ? ReadWifi(wifi) : null,
            SerialPort = ReadSerialPort(root),
            UtcOffsetMinutes = Number(root, string.Empty, "utcOffsetMinutes", 480, -720, 840),
            PageAddress = ReadPageAddress(root),
            Board = Text(root, string.Empty, "board", false),
            HasBenchBoards = Flag(root, string.Empty, "benchBoards", true),
            Firmware = ReadFirmware(root),
        };
        if (FileOf(root, string.Empty, "labelTexts") is { Exists: true } texts)
        {
            LabelWords? words = LabelWords.Read(File.ReadAllBytes(texts.FullName), out Wording why);
            if (words is null)
            {
                Add("labelTexts", $"{texts.Name}{why.Zh}。", $"{texts.Name} {why.En}.");
            }

            plan = plan with { LabelWords = words ?? LabelWords.Shipped, LabelTexts = texts };
        }

        if (plan.Board.Length > 0 && !boards.Contains(plan.Board))
        {
            string? near = Nearest.Of(plan.Board, boards);
            string all = string.Join(", ", boards);
            Add(
                "board",
                $"没有控制板“{plan.Board}”；{(near is null ? string.Empty : $"是不是“{near}”？")}可以填：{all}。",
                $"there is no board \"{plan.Board}\"; {(near is null ? string.Empty : $"did you mean \"{near}\"? ")}There are: {all}.");
        }

        return plan;
    }

    private SitePlan ReadBroker(JsonElement? section)
    {
        if (section is not { } broker)
        {
            return new SitePlan();
        }

        RejectUnknown(broker, "broker", "host", "port", "readersPort", "tls", "caFile", "commandQos");
        string host = Text(broker, "broker", "host", true);
        if (host.Length > 0 && Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            Add(
                "broker.host",
                $"“{host}”不是主机名；只写名字，与消息服务器证书里的一致，不带mqtt://和端口。",
                $"\"{host}\" is no host name; write the name alone, as the broker's certificate has it, without mqtt:// and port.");
        }

        bool isTls = Flag(broker, "broker", "tls", true);
        FileInfo? ca = FileOf(broker, "broker", "caFile");
        string? pem = ca is not { Exists: true } ? null : File.ReadAllText(ca.FullName);
        if (isTls && !broker.TryGetProperty("caFile", out _))
        {
            Add(
                "broker.caFile",
                "缺少：签发消息服务器证书的CA的证书文件，PEM格式。不加密的连接要明确写\"tls\": false。",
                "is missing: the file with the certificate of the broker's authority, PEM. A link without encryption needs \"tls\": false "
                    + "written out.");
        }
        else if (!isTls && ca is not null)
        {
            Add("broker.caFile", "有值，但tls是false；请去掉其中一个。", "is there, but \"tls\" is false; remove one of them.");
        }
        else if (pem is not null && SiteCertificate.WhyRefused(pem, now) is { } reason)
        {
            Add("broker.caFile", $"{ca!.Name}{reason.Zh}。", $"{ca.Name} {reason.En}.");
        }
        else if (pem is not null && SiteCertificate.WhyWarned(pem, now) is { } warning)
        {
            problems.Add(new(file.Name, 0, "broker.caFile", new($"{ca!.Name}{warning.Zh}。", $"{ca.Name} {warning.En}."), true));
        }

        int port = Number(broker, "broker", "port", isTls ? DefaultTlsPort : DefaultPlainPort, 1, 65535);
        int readersPort = Number(broker, "broker", "readersPort", port == 65535 ? port - 1 : port + 1, 1, 65535);
        if (readersPort == port)
        {
            Add("broker.readersPort", "与port相同；机柜和管理系统各要一个端口。",
                "is that of the cabinets; the registry and the other readers come in at another.");
        }

        int commandQos = Number(broker, "broker", "commandQos", 1, 0, 1);
        return new SitePlan
        {
            Host = host,
            IsTls = isTls,
            Port = port,
            ReadersPort = readersPort,
            CommandQos = commandQos,
            CaPem = isTls ? pem : null
        };
    }

    private WifiPlan ReadWifi(JsonElement wifi)
    {
        RejectUnknown(wifi, "wifi", "ssid", "password", "authentication");
        string ssid = Text(wifi, "wifi", "ssid", true);
        int bytes = Encoding.UTF8.GetByteCount(ssid);
        if (bytes > WifiPlan.MaxSsidBytes)
        {
            Add("wifi.ssid", $"在UTF-8里有{bytes}个字节，Wi-Fi名最多{WifiPlan.MaxSsidBytes}个。",
                $"has {bytes} bytes in UTF-8, a Wi-Fi's name has at most {WifiPlan.MaxSsidBytes}.");
        }

        string authentication = Text(wifi, "wifi", "authentication", false) is { Length: > 0 } said ? said.ToUpperInvariant()
            : WifiPlan.Authentications[0];
        if (!WifiPlan.Authentications.Contains(authentication))
        {
            string all = string.Join(", ", WifiPlan.Authentications);
            Add("wifi.authentication", $"不认识“{authentication}”；可以填：{all}。", $"\"{authentication}\" is unknown; use one of: {all}.");
        }

        string password = Text(wifi, "wifi", "password", false);
        if (WifiPlan.WhyRefused(password, authentication) is { } reason)
        {
            Add("wifi.password", reason.Zh + "。", reason.En + ".");
        }

        return new WifiPlan(ssid, password, authentication);
    }

    private string ReadSerialPort(JsonElement root)
    {
        string port = Text(root, string.Empty, "serialPort", false);
        if (!port.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or ':'))
        {
            Add("serialPort", $"“{port}”不是串口；写COM3或/dev/ttyUSB0，或者不写：脚本会自己找。",
                $"\"{port}\" is no port; write COM3 or /dev/ttyUSB0, or leave it out: the scripts find it.");
        }

        return port;
    }

    private string ReadPageAddress(JsonElement root)
    {
        string address = Text(root, string.Empty, "pageAddress", false).TrimEnd('/');
        if (address.Length > 0 && (address.Length > LabelText.MostAddressLength || !Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
            || uri.Scheme != Uri.UriSchemeHttps || uri.Query.Length + uri.Fragment.Length + uri.UserInfo.Length > 0
            || !address.All(char.IsAscii)))
        {
            Add("pageAddress", $"“{address}”不是管理系统页面的地址；写成https://aed.example这样，最多{LabelText.MostAddressLength}个字符。",
                $"\"{address}\" is no address of the registry's page; write it as https://aed.example, in {LabelText.MostAddressLength} "
                    + "characters at most.");
        }

        return address;
    }

    private FileInfo? ReadFirmware(JsonElement root)
    {
        FileInfo? firmware = FileOf(root, string.Empty, "firmware");
        if (firmware is not { Exists: true })
        {
            return firmware;
        }

        if (firmware.Name != ImageManifest.ImageName)
        {
            Add("firmware", $"必须是 provision image 生成的文件夹里的{ImageManifest.ImageName}。",
                $"must name {ImageManifest.ImageName} in a folder made by \"provision image\".");
            return firmware;
        }

        foreach ((string name, BilingualText why) in new FirmwareFolder(firmware.DirectoryName!).Check())
        {
            Add("firmware", $"{name}：{why.Zh}。", $"{name} {why.En}.");
        }

        return firmware;
    }

    private FileInfo? FileOf(JsonElement section, string path, string name)
    {
        string text = Text(section, path, name, false);
        if (text.Length == 0)
        {
            return null;
        }

        FileInfo named = new(Path.Combine(file.DirectoryName!, text));
        if (!named.Exists)
        {
            Add(PathOf(path, name), $"没有文件{named.FullName}。", $"there is no file {named.FullName}.");
        }

        return named;
    }

    private JsonElement? Section(JsonElement root, string name, bool isRequired)
    {
        if (!root.TryGetProperty(name, out JsonElement section))
        {
            if (isRequired)
            {
                Add(name, "缺少。", "is missing.");
            }

            return null;
        }

        if (section.ValueKind != JsonValueKind.Object)
        {
            Add(name, "必须是{ }里的对象。", "must be an object in { }.");
            return null;
        }

        return section;
    }

    private string Text(JsonElement section, string path, string name, bool isRequired)
    {
        bool isThere = section.TryGetProperty(name, out JsonElement value);
        if (isThere && value.ValueKind != JsonValueKind.String)
        {
            Add(PathOf(path, name), "必须是英文双引号里的文字。", "must be text in double quotation marks.");
            return string.Empty;
        }

        string text = isThere ? value.GetString()! : string.Empty;
        if (isRequired && text.Length == 0)
        {
            Add(PathOf(path, name), isThere ? "是空的。" : "缺少。", isThere ? "is empty." : "is missing.");
        }

        return text;
    }

    private int Number(JsonElement section, string path, string name, int fallback, int min, int max)
    {
        if (!section.TryGetProperty(name, out JsonElement value))
        {
            return fallback;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= min && number <= max)
        {
            return number;
        }

        Add(PathOf(path, name), $"{value.GetRawText()}不是{min}到{max}的整数。",
            $"{value.GetRawText()} is not a whole number from {min} to {max}.");
        return fallback;
    }

    private bool Flag(JsonElement section, string path, string name, bool fallback)
    {
        if (!section.TryGetProperty(name, out JsonElement value))
        {
            return fallback;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Add(PathOf(path, name), "必须是true或false。", "must be true or false.");
            return fallback;
        }

        return value.GetBoolean();
    }

    private void RejectUnknown(JsonElement section, string path, params string[] known)
    {
        foreach (JsonProperty member in section.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            string? near = Nearest.Of(member.Name, known);
            string all = string.Join(", ", known);
            Add(
                PathOf(path, member.Name),
                $"不认识；{(near is null ? $"可以有：{all}。" : $"是不是“{near}”？")}",
                $"is unknown; {(near is null ? $"there are: {all}." : $"did you mean \"{near}\"?")}");
        }
    }

    private static string PathOf(string path, string name) => path.Length == 0 ? name : path + "." + name;

    private void Add(string path, string zh, string en) => problems.Add(new(file.Name, 0, path, new(zh, en)));
}
