using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// The registry's side of commands: signs, and checks that nothing is carried out that was not signed
/// for this cabinet, in time, and once. Stands between the firmware's gate and its executor.
/// </summary>
/// <param name="world">Where.</param>
internal sealed class CommandRegistry(SoakWorld world) : IMessageAuthenticator
{
    private static readonly byte[] s_key = Encoding.UTF8.GetBytes("the key of the soak's cabinet");

    private readonly List<(string Cabinet, string Name, long ExpiresMs)> _signed = [];
    private readonly HashSet<int> _executed = [];
    private long _counter;

    /// <summary>Signs a command.</summary>
    /// <param name="cabinet">For which cabinet.</param>
    /// <param name="name">What.</param>
    /// <param name="args">Its arguments, JSON.</param>
    /// <param name="expiresMs">Until when, Unix milliseconds.</param>
    /// <returns>The message.</returns>
    public byte[] Sign(string cabinet, string name, string args, long expiresMs)
    {
        int number = _signed.Count;
        expiresMs -= expiresMs % 1000;
        _signed.Add((cabinet, name, expiresMs));
        _counter++;
        string id = string.Create(CultureInfo.InvariantCulture, $"c-{number}");
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

    /// <summary>The executor of a boot, watched.</summary>
    /// <param name="executor">The firmware's own.</param>
    /// <returns>What its gate is to call.</returns>
    public ICommandExecutor Watch(ICommandExecutor executor) => new Witness(this, executor);

    private void Judge(string id, string name)
    {
        int number = int.Parse(id.AsSpan(2), CultureInfo.InvariantCulture);
        (string cabinet, string signedName, long expiresMs) = _signed[number];
        bool isInTime = world.CabinetClock.TryGetUtc(out long unixMs) ? unixMs < expiresMs : name is "locate" or "silence" or "report";
        if (cabinet != SoakWorld.CabinetId || signedName != name || !isInTime)
        {
            throw new InvariantViolation("only what was signed is executed", $"command {id} {name} for {cabinet}, in time {isInTime}");
        }

        if (!_executed.Add(number))
        {
            throw new InvariantViolation("a command is executed at most once", $"command {id} {name}");
        }

        world.Timeline.Add($"executing command {id} {name}");
        world.Report.Count("commands executed");
    }

    private void Allow(string name, bool isEnd)
    {
        switch (name)
        {
            case "acknowledge":
                world.Allow(CabinetRequest.Acknowledge);
                break;
            case "inspect":
                world.Allow(CabinetRequest.Inspect);
                break;
            case "drill" when !isEnd:
                world.Allow(CabinetRequest.StartDrill);
                break;
            case "maintenance" when !isEnd:
                world.Allow(CabinetRequest.StartMaintenance);
                break;
        }
    }

    private sealed class Witness(CommandRegistry registry, ICommandExecutor executor) : ICommandExecutor
    {
        public bool Knows(string name) => executor.Knows(name);

        public string WhyBadArguments(string name, string args, out CommandArguments arguments) => executor.WhyBadArguments(name, args, out arguments);

        public CommandOutcome Execute(string id, string name, CommandArguments arguments, long nowMs)
        {
            registry.Judge(id, name);
            CommandOutcome outcome = executor.Execute(id, name, arguments, nowMs);
            if (outcome == CommandOutcome.Done)
            {
                registry.Allow(name, arguments.IsEnd);
            }

            return outcome;
        }

        public long DeadlineMs(long nowMs) => executor.DeadlineMs(nowMs);

        public void Step(bool isOnline, long nowMs) => executor.Step(isOnline, nowMs);

        public bool TryTakeLateOutcome(out string id, out string name, out CommandOutcome outcome) => executor.TryTakeLateOutcome(out id, out name, out outcome);
    }
}
