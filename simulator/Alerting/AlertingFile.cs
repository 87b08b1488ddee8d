using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AedCabinet.Centre;
using AedCabinet.Terminal;
using MailKit.Security;

namespace AedCabinet.Alerting;

/// <summary>
/// Reads the alerting file (simulator/Registry/DUTY.md). Passwords and secrets stand in files of their own, which it names.
/// </summary>
public static partial class AlertingFile
{
    private const int LongestMinutes = 24 * 60;

    private static readonly JsonSerializerOptions s_strict = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads it.</summary>
    /// <param name="file">The file.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="UserErrorException">It can't be read, or something in it can't be used.</exception>
    public static AlertingSettings Read(FileInfo file)
    {
        try
        {
            return Judge(JsonSerializer.Deserialize<Root>(File.ReadAllBytes(file.FullName), s_strict) ?? new Root(), file);
        }
        catch (JsonException exception)
        {
            // Without what stands there: somebody may have written a password into it.
            throw Wrong(file, string.Create(CultureInfo.InvariantCulture,
                $"第{exception.LineNumber + 1}行不是本程序认识的JSON（{exception.Path}）"),
                string.Create(CultureInfo.InvariantCulture,
                $"line {exception.LineNumber + 1} is no JSON that this program knows ({exception.Path})"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong(file, $"读不出来：{exception.Message}", $"can't be read: {exception.Message}");
        }
    }

    private static AlertingSettings Judge(Root root, FileInfo file) => new()
    {
        FirstAfter = Minutes(root.FirstAfterMinutes, 0, "firstAfterMinutes", file),
        NextAfter = Minutes(root.NextAfterMinutes, 1, "nextAfterMinutes", file),
        AgainAfter = Minutes(root.AgainAfterMinutes, 1, "againAfterMinutes", file),
        DigestAt = TimeOnly.TryParseExact(root.DigestAt, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly at) ? at
            : throw Wrong(file, "digestAt：请用08:00这样的时间", "digestAt: use a time such as 08:00"),
        Page = root.Page is null ? null : Url(root.Page, "page", file, mayBePlain: true),
        Mail = root.Mail is { } mail ? MailOf(mail, file) : null,
        Gateways = (root.Gateways ?? []).ToDictionary(gateway => gateway.Key, gateway => GatewayOf(gateway.Key, gateway.Value, file)),
    };

    private static MailSettings MailOf(MailPart part, FileInfo file)
    {
        SecureSocketOptions security = part.Security switch
        {
            "starttls" => SecureSocketOptions.StartTls,
            "tls" => SecureSocketOptions.SslOnConnect,
            "none" => SecureSocketOptions.None,
            _ => throw Wrong(file, "mail.security：请用starttls、tls或none", "mail.security: use starttls, tls or none"),
        };
        if (string.IsNullOrWhiteSpace(part.Host) || part.Port is < 1 or > 65535)
        {
            throw Wrong(file, "mail：请填写host，port为1至65535", "mail: name a host, and a port of 1 to 65535");
        }

        if (security == SecureSocketOptions.None && part.PasswordFile is not null)
        {
            throw Wrong(file, "mail：security为none时密码会明文传输，请用starttls或tls",
                "mail: with security none the password would travel in the open; use starttls or tls");
        }

        return MimeKit.MailboxAddress.TryParse(part.From, out MimeKit.MailboxAddress? from) && from.Address.Contains('@')
            ? new MailSettings(part.Host, part.Port, security, part.From!, part.User)
            {
                Password = part.PasswordFile is { } name ? Secret(name, "mail.passwordFile", file) : null,
            }
            : throw Wrong(file, "mail.from：不是邮件地址", "mail.from: is no mail address");
    }

    private static GatewaySettings GatewayOf(string name, GatewayPart part, FileInfo file)
    {
        string member = "gateways." + name;
        if (name == OnCallEntry.Mail || !GatewayName().IsMatch(name))
        {
            throw Wrong(file, $"{member}：名称请用1至16个小写字母、数字或减号，且不能是mail",
                $"{member}: a name has 1 to 16 small letters, digits or hyphens, and is not mail");
        }

        string secret = Secret(part.SecretFile ?? string.Empty, member + ".secretFile", file);
        return SecretForm().IsMatch(secret)
            ? new GatewaySettings(Url(part.Url, member + ".url", file, part.AllowPrivate), part.AllowPrivate) { Secret = secret }
            : throw Wrong(file, $"{member}.secretFile：密钥应为whsec_加24至64字节的base64",
                $"{member}.secretFile: a secret is whsec_ and 24 to 64 bytes in base64");
    }

    private static Uri Url(string? text, string member, FileInfo file, bool mayBePlain) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.UserInfo.Length == 0
            && (url.Scheme == Uri.UriSchemeHttps || (mayBePlain && url.Scheme == Uri.UriSchemeHttp)) ? url
            : throw Wrong(file, $"{member}：请用https地址，地址里不写用户名和密码",
                $"{member}: use an https address, without a user or password in it");

    private static TimeSpan Minutes(double minutes, double least, string member, FileInfo file) =>
        minutes >= least && minutes <= LongestMinutes ? TimeSpan.FromMinutes(minutes)
            : throw Wrong(file, $"{member}：请用{least}至{LongestMinutes}分钟", $"{member}: use {least} to {LongestMinutes} minutes");

    private static string Secret(string name, string member, FileInfo file)
    {
        string path = Path.Combine(file.DirectoryName ?? string.Empty, name);
        try
        {
            return File.ReadLines(path).FirstOrDefault()?.Trim() is { Length: > 0 } line ? line
                : throw new IOException("its first line is empty");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Wrong(file, $"{member}：文件{path}用不了：{exception.Message}", $"{member}: {path} can't be used: {exception.Message}");
        }
    }

    private static UserErrorException Wrong(FileInfo file, string zh, string en) =>
        new($"--alerting：{file.FullName}：{zh}。/ --alerting: {file.FullName}: {en}.", UserErrorException.WrongInput);

    [GeneratedRegex("^[a-z0-9-]{1,16}$")]
    private static partial Regex GatewayName();

    [GeneratedRegex("^whsec_[A-Za-z0-9+/]{32,88}={0,2}$")]
    private static partial Regex SecretForm();

    private sealed record Root
    {
        public double FirstAfterMinutes { get; init; } = 2;

        public double NextAfterMinutes { get; init; } = 3;

        public double AgainAfterMinutes { get; init; } = 10;

        public string DigestAt { get; init; } = "08:00";

        public string? Page { get; init; }

        public MailPart? Mail { get; init; }

        public Dictionary<string, GatewayPart>? Gateways { get; init; }
    }

    private sealed record MailPart(string? Host, string? From, string? User, string? PasswordFile, int Port = 587,
        string Security = "starttls");

    private sealed record GatewayPart(string? Url, string? SecretFile, bool AllowPrivate = false);
}
