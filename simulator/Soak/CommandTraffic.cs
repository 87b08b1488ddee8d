using System.Globalization;
using System.Text;
using AedCabinet.Events;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// What comes on the command topic: commands that the registry signed, some of them twice, late or for another cabinet, and
/// storms of what strangers send; and notices of a thread that runs wild.
/// </summary>
/// <param name="world">Where.</param>
/// <param name="registry">Signs.</param>
/// <param name="random">Who sends what, and when.</param>
internal sealed class CommandTraffic(SoakWorld world, CommandRegistry registry, SeededRandom random)
{
    private const int StormSize = 40;
    private const int LifeMs = 600000;
    private const int LongLifeMs = 36_000_000;

    private static readonly (string Name, string Args)[] s_commands =
    [
        ("acknowledge", "{}"), ("acknowledge", "{}"), ("inspect", "{}"), ("inspect", "{}"), ("silence", "{\"minutes\":20}"),
        ("drill", "{\"minutes\":30}"), ("drill", "{\"end\":true}"), ("maintenance", "{\"minutes\":20,\"who\":\"soak\"}"), ("maintenance",
            "{\"end\":true}"),
        ("locate", "{\"seconds\":300}"), ("self-test", "{}"), ("report", "{}"), ("restart", "{}"), ("no-such-command", "{}"), ("drill",
            "{\"minutes\":-1}"),
    ];

    private static readonly string[] s_misleading =
    [
        "{\"broker\":{\"tls\":false}}", "{\"door\":{\"leftOpenSeconds\":-5}}", "{\"id\":\"NM-0471-0002\"}", "{}",
        "{\"pins\":{\"aedDoor\":4}}",
    ];

    private readonly List<byte[]> _sent = [];
    private readonly List<string> _special = [.. new[] { "configure", "unlock", "learn-indicator", "resend" }.Where(
        name => !world.IsKit && world.Kinds.IsOn(name))];
    private bool _isTrialSeen;
    private bool _isTrialConfirmed;
    private long _orderAtMs = 60000;
    private long _stormAtMs = 90000;
    private int _stormLeft;
    private bool _replayAtBoot;

    /// <summary>Sends what is due.</summary>
    public void Step()
    {
        long nowMs = world.Timeline.NowMs;
        bool isListening = world.Broker.IsListening && !world.Broker.IsSilent;
        if (nowMs >= _orderAtMs && isListening)
        {
            _orderAtMs = nowMs + random.NextInt(60000, 1800000);
            SendDue();
        }

        if (nowMs >= _stormAtMs && world.Kinds.IsOn("storm"))
        {
            _stormAtMs = nowMs + random.NextInt(600000, 7200000);
            _stormLeft = StormSize;
            world.Report.Count("fault: storm");
            world.Timeline.Add("storm of commands and notices");
            for (int i = 0; i < StormSize; i++)
            {
                world.Boot!.Exchange.Notices.TryAdd(EventKind.CommandRejected, "\"reason\":\"wrong-mac\"");
            }

            world.Boot!.CheckBounds();
        }

        if (_stormLeft > 0)
        {
            _stormLeft--;
            Send(Stranger(), "messages of strangers");
        }
    }

    /// <summary>The flash is new: what was signed for the one before is tried again.</summary>
    public void Replay() => _replayAtBoot = true;

    private void SendDue()
    {
        if (_replayAtBoot && _sent.Count > 0)
        {
            _replayAtBoot = false;
            Send(_sent[^1], "signed commands replayed on a new flash");
        }

        if (!world.Settings.IsOnTrial)
        {
            _isTrialSeen = false;
            SendReal();
            return;
        }

        // Some settings nobody confirms: those are to be taken back by themselves.
        if (!_isTrialSeen)
        {
            _isTrialSeen = true;
            _isTrialConfirmed = random.Chance(0.6);
        }

        if (_isTrialConfirmed)
        {
            Send("report", "{}");
        }
    }

    private void SendReal()
    {
        if (_special.Count > 0 && !world.Faults.IsOver && random.Chance(0.5))
        {
            string special = _special[random.NextInt(0, _special.Count - 1)];
            Send(special, ArgumentsOf(special));
            return;
        }

        (string name, string args) = s_commands[random.NextInt(0, s_commands.Length - 1)];
        Send(name, args);
    }

    private string ArgumentsOf(string special)
    {
        switch (special)
        {
            case "configure" when random.Chance(0.4):
                return s_misleading[random.NextInt(0, s_misleading.Length - 1)];
            case "configure":
                string elsewhere = random.Chance(0.3) ? ",\"broker\":{\"host\":\"elsewhere.example\"}" : string.Empty;
                return string.Create(CultureInfo.InvariantCulture,
                    $"{{\"door\":{{\"leftOpenSeconds\":{random.NextInt(121, 3600)}}}{elsewhere}}}");
            case "unlock":
                return "{\"who\":\"soak\"}";
            case "resend" when random.Chance(0.1):
                return "{\"boot\":1,\"from\":9,\"to\":7}";
            case "resend":
                bool isFound = world.Ledger.Resends.TryFindArrived(random, out int boot, out int from, out int to);
                return isFound ? string.Create(CultureInfo.InvariantCulture, $"{{\"boot\":{boot},\"from\":{from},\"to\":{to}}}") : "{}";
            default:
                return "{}";
        }
    }

    private void Send(string name, string args)
    {
        long registryMs = world.Clock.StartUnixMs + world.Timeline.NowMs;
        byte[] command = registry.Sign(SoakWorld.CabinetId, name, args, registryMs + random.NextInt(LifeMs, LongLifeMs));
        world.Timeline.Add($"signed command {name} {args}");
        world.Report.Count("command: " + name);
        Send(command, "signed commands sent");
        world.Settings.NoteCommand();
        if (world.IsCalmFor(SoakRun.DeliveryMs) && world.CabinetClock.TryGetUtc(out long _))
        {
            registry.Await(name);
        }

        if (random.Chance(0.3))
        {
            // QoS 1: the broker may deliver it again.
            Send(command, "signed commands sent twice");
        }

        _sent.Add(command);
    }

    private byte[] Stranger()
    {
        switch (random.NextInt(0, 6))
        {
            case 0 when _sent.Count > 0:
                return _sent[random.NextInt(0, _sent.Count - 1)];
            case 1 when _sent.Count > 0:
                byte[] changed = [.. _sent[random.NextInt(0, _sent.Count - 1)]];
                changed[random.NextInt(0, changed.Length - 1)] ^= (byte)(1 << random.NextInt(0, 7));
                return changed;
            case 2 when _sent.Count > 0:
                byte[] whole = _sent[random.NextInt(0, _sent.Count - 1)];
                return whole[..random.NextInt(0, whole.Length)];
            case 3:
                return registry.Sign("NM-0471-0002", "maintenance", "{}", CabinetUnixMs() + LifeMs);
            case 4:
                return registry.Sign(SoakWorld.CabinetId, "maintenance", "{}", CabinetUnixMs() - 1000);
            case 5:
                byte[] noise = new byte[random.NextInt(0, 4000)];
                for (int i = 0; i < noise.Length; i++)
                {
                    noise[i] = (byte)random.NextInt(0, 255);
                }

                return noise;
            default:
                return Encoding.UTF8.GetBytes(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{\"id\":\"c-x\",\"name\":\"maintenance\",\"args\":\"{{}}\",\"counter\":{random.NextInt(1, 100000)},"
                        + $"\"expires\":\"2099-01-01T00:00:00Z\",\"mac\":\"{new string('a', 64)}\"}}"));
        }
    }

    private long CabinetUnixMs() => world.CabinetClock.TryGetUtc(out long unixMs) ? unixMs : world.Clock.StartUnixMs + world.Timeline.NowMs;

    private void Send(byte[] payload, string what)
    {
        if (world.Broker.TrySendCommand(payload))
        {
            world.Report.Count(what);
        }
    }
}
