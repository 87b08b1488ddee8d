using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AedCabinet.Commands;
using AedCabinet.Exchange;
using AedCabinet.Platform;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// The registry's side of commands: signs, and checks that nothing is carried out that was not signed
/// for this cabinet, in time, and once. Stands between the firmware's gate and its executor.
/// </summary>
/// <param name="world">Where.</param>
internal sealed class CommandRegistry(SoakWorld world) : IMessageAuthenticator
{
    /// <summary>What was only begun is over within this time, in milliseconds: learning takes 3 min, a self-test less.</summary>
    public const int AnsweredMs = 600000;

    // The link's thread takes it in its next round.
    private const int LetThroughMs = 10000;

    private static readonly byte[] s_key = Convert.FromHexString(CabinetFile.Key);

    private readonly List<(string Cabinet, string Name, string Args, long ExpiresMs)> _signed = [];
    private readonly HashSet<int> _executed = [];
    private readonly HashSet<int> _forgotten = [];
    private readonly Dictionary<string, long> _begun = [];
    private string? _awaited;
    private long _awaitedSinceMs;
    private long _counter;
    private bool _hasClockToldNow = true;
    private bool _wasClockWrong;

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
        _signed.Add((cabinet, name, args, expiresMs));
        _counter = Math.Max(_counter + 1, world.Clock.StartUnixMs + world.Timeline.NowMs);
        string id = string.Create(CultureInfo.InvariantCulture, $"c-{number}");
        string expires = DateTimeOffset.FromUnixTimeMilliseconds(expiresMs).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        string text = string.Create(CultureInfo.InvariantCulture, $"v1\n{cabinet}\n{id}\n{name}\n{args}\n{_counter}\n{expires}");
        string mac = Convert.ToHexStringLower(Compute(Encoding.UTF8.GetBytes(text)));
        string quoted = args.Replace("\"", "\\\"", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"id\":\"{id}\",\"name\":\"{name}\",\"args\":\"{quoted}\",\"counter\":{_counter},\"expires\":\"{expires}\","
                + $"\"mac\":\"{mac}\"}}"));
    }

    /// <inheritdoc/>
    public byte[] Compute(byte[] text) => HMACSHA256.HashData(s_key, text);

    /// <summary>The executor of a boot, watched.</summary>
    /// <param name="executor">The firmware's own.</param>
    /// <returns>What its gate is to call.</returns>
    public ICommandExecutor Watch(ICommandExecutor executor) => new Witness(this, executor);

    /// <summary>A command in order has reached a cabinet that lacks nothing.</summary>
    /// <param name="name">Its name.</param>
    public void Await(string name)
    {
        _awaited = name;
        _awaitedSinceMs = world.Timeline.NowMs;
    }

    /// <summary>The power is gone: what was begun is forgotten.</summary>
    public void PowerLost()
    {
        _begun.Clear();
        _awaited = null;
    }

    /// <summary>
    /// Flash has lost the counter: only a right clock tells what was signed before, and each such command may run once more without.
    /// </summary>
    public void FlashLost()
    {
        _forgotten.UnionWith(_executed);
        _hasClockToldNow = false;
        _wasClockWrong = false;
    }

    /// <summary>Judges what should have happened by now.</summary>
    /// <param name="isCalm">Whether nothing has been wrong since.</param>
    public void Check(bool isCalm)
    {
        NoteClock();
        _awaited = isCalm ? _awaited : null;
        if (_awaited != null && world.Timeline.NowMs - _awaitedSinceMs > LetThroughMs)
        {
            throw new InvariantViolation("a command that is in order is let through", _awaited);
        }

        foreach ((string id, long sinceMs) in _begun)
        {
            if (world.Timeline.NowMs - sinceMs > AnsweredMs)
            {
                throw new InvariantViolation("what was accepted is answered", $"command {id}, accepted at {Timeline.Format(sinceMs)}");
            }
        }
    }

    private void Judge(string id, string name)
    {
        int number = int.Parse(id.AsSpan(2), CultureInfo.InvariantCulture);
        (string cabinet, string signedName, string _, long expiresMs) = _signed[number];
        bool isInTime = world.CabinetClock.TryGetUtc(out long unixMs) ? unixMs < expiresMs : name is "locate" or "silence" or "report";
        if (cabinet != SoakWorld.CabinetId || signedName != name || !isInTime)
        {
            throw new InvariantViolation("only what was signed is executed", $"command {id} {name} for {cabinet}, in time {isInTime}");
        }

        NoteClock();
        bool mayRunOnceMore = _wasClockWrong || !_hasClockToldNow;
        if (!_executed.Add(number) && !(mayRunOnceMore && _forgotten.Remove(number)))
        {
            throw new InvariantViolation("a command is executed at most once", $"command {id} {name}");
        }

        world.Timeline.Add($"executing command {id} {name}");
        world.Report.Count("commands executed");
    }

    private void NoteClock()
    {
        _hasClockToldNow |= world.CabinetClock.TryGetUtc(out long _);
        _wasClockWrong |= world.Clock.ErrorMs != 0;
    }

    private SoakWorld World => world;

    private void NoteOutcome(string id, string name, CommandArguments arguments, CommandOutcome outcome)
    {
        string args = _signed[int.Parse(id.AsSpan(2), CultureInfo.InvariantCulture)].Args;
        if (outcome.Code is not ("done" or "accepted"))
        {
            return;
        }

        world.Report.Count("commands carried out: " + name);
        switch (name)
        {
            case "configure":
                world.Settings.Accept();
                break;
            case "resend":
                using (JsonDocument range = JsonDocument.Parse(args))
                {
                    JsonElement root = range.RootElement;
                    world.Ledger.Resends.Ask(root.GetProperty("boot").GetInt32(), root.GetProperty("from").GetInt32(),
                        root.GetProperty("to").GetInt32());
                }

                break;
            case "self-test" or "learn-indicator":
                _begun[id] = world.Timeline.NowMs;
                break;
            default:
                Allow(name, arguments.IsEnd);
                break;
        }
    }

    private void NoteSettings(string id, string name)
    {
        if (name != "configure")
        {
            return;
        }

        using JsonDocument args = JsonDocument.Parse(_signed[int.Parse(id.AsSpan(2), CultureInfo.InvariantCulture)].Args);
        int seconds = args.RootElement.TryGetProperty("door", out JsonElement door) ? door.GetProperty("leftOpenSeconds").GetInt32() : 0;
        world.Settings.Ask(seconds, args.RootElement.TryGetProperty("broker", out JsonElement _));
    }

    private void Allow(string name, bool isEnd)
    {
        switch (name)
        {
            case "acknowledge":
                world.Allow(CabinetRequest.Acknowledge);
                break;
            case "unlock":
                world.Lock.Allow();
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
        public bool Knows(string name)
        {
            registry._awaited = registry._awaited == name ? null : registry._awaited;
            return executor.Knows(name);
        }

        public string WhyBadArguments(string name, string args, out CommandArguments arguments) =>
            executor.WhyBadArguments(name, args, out arguments);

        public CommandOutcome Execute(string id, string name, CommandArguments arguments, long nowMs)
        {
            registry.Judge(id, name);
            registry.NoteSettings(id, name);
            CommandOutcome outcome = executor.Execute(id, name, arguments, nowMs);
            registry.NoteOutcome(id, name, arguments, outcome);
            return outcome;
        }

        public long DeadlineMs(long nowMs) => executor.DeadlineMs(nowMs);

        public void Step(bool isOnline, long nowMs) => executor.Step(isOnline, nowMs);

        public bool TryTakeLateOutcome(out string id, out string name, out CommandOutcome outcome)
        {
            bool isNew = executor.TryTakeLateOutcome(out id, out name, out outcome);
            if (isNew)
            {
                registry._begun.Remove(id);
                if (name == "resend")
                {
                    registry.World.Ledger.Resends.NoteGiven(outcome.Given);
                }

                registry.World.Report.Count(
                    $"late outcomes: {name} {outcome.Code}{(name == "learn-indicator" && outcome.Reason != null ? ", " + outcome.Reason
                        : string.Empty)}");
            }

            return isNew;
        }
    }
}
