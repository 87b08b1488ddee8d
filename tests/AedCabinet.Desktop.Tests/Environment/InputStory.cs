using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// Everything that reaches a cabinet's scan in some hours, drawn from a seed: contacts that bounce, lights in and out of rhythm,
/// temperatures, faults, requests, a link that comes and goes. The same seed is the same story.
/// </summary>
internal sealed class InputStory
{
    private static readonly string[] s_profiles = ["philips-hs1", "defibtech-ddu-100", "powerheart-g3", "zoll-aed-plus", "custom"];

    private readonly Random _random;
    private readonly List<Change> _changes = [];
    private readonly long _lengthMs;

    /// <summary>Initializes a new instance of the <see cref="InputStory"/> class.</summary>
    /// <param name="seed">Decides everything.</param>
    public InputStory(int seed)
    {
        _random = new Random(seed);
        Kind = (CabinetKind)_random.Next(3);
        Profile = s_profiles[_random.Next(s_profiles.Length)];
        _lengthMs = _random.Next(1, 7) * 3_600_000L / 2;
        StartUnixMs = 1768186800000 + _random.Next(86_400_000);
        Green = new Train(_random, _lengthMs, isMostlyRegular: true);
        Red = new Train(_random, _lengthMs, isMostlyRegular: false);
        Add(0, inputs => Prepare(inputs));
        Temperatures();
        for (int acts = _random.Next(5, 60); acts > 0; acts--)
        {
            Act(_random.NextInt64(_lengthMs));
        }

        Changes = [.. _changes.OrderBy(change => change.AtMs)];
    }

    public CabinetKind Kind { get; }

    public string Profile { get; }

    public long LengthMs => _lengthMs;

    public long StartUnixMs { get; }

    public Train Green { get; }

    public Train Red { get; }

    public IReadOnlyList<Change> Changes { get; }

    public CabinetConfiguration Configure()
    {
        Random random = new(_random.Next());
        CabinetConfiguration configuration = new()
        {
            IsCommissioned = true,
            Id = "IDLE",
            Kind = Kind,
            IndicatorProfile = AedCabinet.Simulator.Cabinets.ProfileSource.ReadCommissioned(Profile)
        };
        configuration.Power.BatteryFitted = random.Next(2) == 0;
        configuration.Lock.Fitted = random.Next(3) == 0;
        configuration.Climate.FanFitted = random.Next(3) == 0;
        configuration.Climate.OutsideProbeFitted = random.Next(3) == 0;
        configuration.Presence.Fitted = random.Next(5) != 0;
        configuration.Aed.PadsExpire = "2026-01-20";
        configuration.Care.LastInspection = random.Next(3) == 0 ? "2025-12-13" : "2026-01-11";
        configuration.Pins.Sos = configuration.Pins.Service = configuration.Pins.Tamper = 0;
        return configuration;
    }

    private void Add(long atMs, Action<InputImage> changes) => _changes.Add(new Change(atMs, changes, null));

    private void Ask(long atMs, Action<ScanExchange> asks) => _changes.Add(new Change(atMs, null, asks));

    private void Prepare(InputImage inputs)
    {
        inputs.AedPresenceContactClosed = true;
        inputs.MainsPresent = true;
        inputs.BatteryMv = 12600;
        inputs.IsOnline = true;
        inputs.UnixMs = StartUnixMs;
    }

    // Every ten seconds a reading, sometimes a bad one, sometimes none for minutes.
    private void Temperatures()
    {
        int deciC = _random.Next(-50, 150);
        int drift = _random.Next(-3, 4);
        bool isSilent = false;
        for (long atMs = 770; atMs < _lengthMs; atMs += 10_000 + _random.Next(15))
        {
            drift = _random.Next(40) == 0 ? _random.Next(-12, 13) : drift;
            isSilent = _random.Next(isSilent ? 8 : 200) == 0 ? !isSilent : isSilent;
            deciC = Math.Clamp(deciC + drift, -400, 700);
            if (!isSilent)
            {
                int now = deciC;
                ProbeReading reading = _random.Next(60) == 0 ? ProbeReading.CrcError : ProbeReading.Ok;
                Add(atMs,
                    inputs =>
                    {
                        inputs.InsideReading = reading; inputs.InsideDeciC = now; inputs.OutsideReading =
                        reading; inputs.OutsideDeciC = now - 100;
                    });
            }
        }
    }

    private void Act(long atMs)
    {
        bool flag = _random.Next(2) == 0;
        int pause = _random.Next(8) switch
        {
            0 => 30,
            < 4 => _random.Next(200, 4000),
            < 7 => _random.Next(4000, 200_000),
            _ => _random.Next(200_000, 4_000_000)
        };
        switch (_random.Next(16))
        {
            case 0 or 1:
                Bounce(atMs, (inputs, on) => inputs.AedDoorContactOpen = on, pause);
                break;
            case 2:
                Bounce(atMs, (inputs, on) => inputs.AedDoorContactOpen = on, 20_000);
                Bounce(atMs + 3000, (inputs, on) => inputs.AedPresenceContactClosed = !on, pause);
                break;
            case 3:
                Bounce(atMs, (inputs, on) => inputs.AedPresenceContactClosed = !on, pause);
                break;
            case 4:
                Bounce(atMs, (inputs, on) => inputs.KitDoorContactOpen = on, pause);
                break;
            case 5:
                Bounce(atMs, (inputs, on) => inputs.TamperContactOpen = on, pause);
                break;
            case 6:
                Bounce(atMs, (inputs, on) => inputs.SosContactClosed = on, _random.Next(50, 2000));
                break;
            case 7:
                Bounce(atMs, (inputs, on) => inputs.ServiceContactClosed = on, _random.Next(100, 7000));
                break;
            case 8:
                Bounce(atMs, (inputs, on) => inputs.MainsPresent = !on, pause);
                break;
            case 9:
                int millivolts = _random.Next(10_000, 13_500);
                Add(atMs, inputs => inputs.BatteryMv = millivolts);
                break;
            case 10:
                Add(atMs, inputs => inputs.IsOnline = flag);
                break;
            case 11:
                long stepMs = _random.NextInt64(-50_000_000, 300_000_000);
                Add(atMs, inputs => inputs.UnixMs = flag && inputs.UnixMs >= 0 ? -1 : StartUnixMs + atMs + stepMs);
                break;
            case 12:
                for (int i = 0; i < 26; i++)
                {
                    bool on = i % 2 == 0;
                    Add(atMs + (i * 130), inputs => inputs.AedDoorContactOpen = on);
                }

                break;
            case 13:
                Ask(atMs, exchange => exchange.Handshake.Ask());
                Ask(atMs + _random.Next(200, 15_000), exchange => exchange.Handshake.TryBegin());
                Ask(atMs + 17_000, exchange => exchange.Handshake.Release());
                break;
            default:
                CabinetRequest request = (CabinetRequest)_random.Next(12);
                long durationMs = _random.Next(0, 400_000);
                Ask(atMs, exchange => exchange.Requests.TryAdd(request, durationMs));
                break;
        }
    }

    private void Bounce(long atMs, Action<InputImage, bool> moves, int forMs)
    {
        foreach (bool on in (bool[])[true, false])
        {
            long at = on ? atMs : atMs + forMs;
            for (int i = _random.Next(4); i >= 0; i--)
            {
                bool isBouncedOff = i % 2 == 1;
                Add(at, inputs => moves(inputs, on != isBouncedOff));
                at += _random.Next(1, 60);
            }
        }
    }

    /// <summary>Something that happens at a time.</summary>
    /// <param name="AtMs">In milliseconds since the boot.</param>
    /// <param name="Inputs">Changes the inputs, or <c>null</c>.</param>
    /// <param name="Exchange">What another thread does, or <c>null</c>.</param>
    public sealed record Change(long AtMs, Action<InputImage>? Inputs, Action<ScanExchange>? Exchange);

    /// <summary>The edges of one light; an even one lights it.</summary>
    public sealed class Train
    {
        public Train(Random random, long lengthMs, bool isMostlyRegular)
        {
            List<long> edges = [];
            long atMs = random.Next(3000);
            while (atMs < lengthMs)
            {
                long untilMs = atMs + random.Next(20_000, 3_000_000);
                int kind = isMostlyRegular ? random.Next(8) : random.Next(2) == 0 ? 7 : random.Next(8);
                int periodMs = random.Next(300, 9000);
                int pulseMs = random.Next(5, Math.Min(periodMs - 120, 400));
                if (kind == 6)
                {
                    edges.Add(atMs);
                    edges.Add(untilMs - 1000);
                }

                for (; kind < 6 && atMs < untilMs - 20_000; atMs += periodMs)
                {
                    // One flash in thirty is missing or late, and in one story out of six many are.
                    int oddity = random.Next(kind == 5 ? 3 : 90);
                    long lateMs = oddity == 1 ? random.Next(periodMs / 2) : 0;
                    if (oddity != 0)
                    {
                        edges.Add(atMs + lateMs);
                        edges.Add(atMs + lateMs + Math.Min(pulseMs, (periodMs / 2) - 1));
                    }
                }

                atMs = untilMs;
            }

            Edges = edges;
        }

        public IReadOnlyList<long> Edges { get; }

        public long At(int index) => index < Edges.Count ? Edges[index] : Deadline.Never;
    }
}
