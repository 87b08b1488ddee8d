using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// The registry's side of commands and the cabinet's hands: signs, and checks that nothing is carried out that was not signed
/// for this cabinet, in time, and once. Stands behind the firmware's gate in the place of its executor.
/// </summary>
/// <param name="world">Where.</param>
internal sealed class CommandRegistry(SoakWorld world) : ICommandExecutor, IMessageAuthenticator
{
    private static readonly byte[] s_key = Encoding.UTF8.GetBytes("the key of the soak's cabinet");

    private readonly List<(string Cabinet, string Name, long ExpiresMs)> _signed = [];
    private readonly HashSet<int> _executed = [];
    private long _counter;

    /// <summary>Signs a command.</summary>
    /// <param name="cabinet">For which cabinet.</param>
    /// <param name="name">What.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="expiresMs">Until when, Unix milliseconds.</param>
    /// <returns>The message.</returns>
    public byte[] Sign(string cabinet, string name, int seconds, long expiresMs)
    {
        int number = _signed.Count;
        expiresMs -= expiresMs % 1000;
        _signed.Add((cabinet, name, expiresMs));
        _counter++;
        string id = string.Create(CultureInfo.InvariantCulture, $"c-{number}");
        string args = string.Create(CultureInfo.InvariantCulture, $"{{\"number\":{number},\"seconds\":{seconds}}}");
        string expires = DateTimeOffset.FromUnixTimeMilliseconds(expiresMs).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        string text = string.Create(CultureInfo.InvariantCulture, $"v1\n{cabinet}\n{id}\n{name}\n{args}\n{_counter}\n{expires}");
        string mac = Convert.ToHexStringLower(Compute(Encoding.UTF8.GetBytes(text)));
        string quoted = args.Replace("\"", "\\\"", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"id\":\"{id}\",\"name\":\"{name}\",\"args\":\"{quoted}\",\"counter\":{_counter},\"expires\":\"{expires}\",\"mac\":\"{mac}\"}}"));
    }

    /// <inheritdoc/>
    public byte[] Compute(byte[] text) => HMACSHA256.HashData(s_key, text);

    /// <inheritdoc/>
    public bool Knows(string name) => name != "no-such-command";

    /// <inheritdoc/>
    public string WhyBadArguments(string name, string args) => null!;

    /// <inheritdoc/>
    public string Execute(string name, string args)
    {
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(args);
        int number = document.RootElement.GetProperty("number").GetInt32();
        (string cabinet, string signedName, long expiresMs) = _signed[number];
        bool isInTime = world.Clock.TryGetUtc(out long unixMs) ? unixMs < expiresMs : name is "locate" or "silence" or "report";
        if (cabinet != SoakWorld.CabinetId || signedName != name || !isInTime)
        {
            throw new SoakViolation("only what was signed is executed", $"command {number} {name} for {cabinet}, in time {isInTime}");
        }

        if (!_executed.Add(number))
        {
            throw new SoakViolation("a command is executed at most once", $"command {number} {name}");
        }

        world.Timeline.Add($"executed command {number} {name}");
        int seconds = document.RootElement.GetProperty("seconds").GetInt32();
        return world.TryOrder(RequestOf(name), seconds * 1000L) ? null! : "busy";
    }

    private static CabinetRequest RequestOf(string name) => name switch
    {
        "acknowledge" => CabinetRequest.Acknowledge,
        "inspect" => CabinetRequest.Inspect,
        "silence" => CabinetRequest.Silence,
        "drill" => CabinetRequest.StartDrill,
        "drill-end" => CabinetRequest.EndDrill,
        "maintenance" => CabinetRequest.StartMaintenance,
        "maintenance-end" => CabinetRequest.EndMaintenance,
        "locate" => CabinetRequest.Locate,
        _ => CabinetRequest.SelfTest,
    };
}
