namespace AedCabinet.Simulator.Physics;

/// <summary>
/// An AED's status lights over time: flashes with jitter, self-tests, faults, use, and complaints about its temperature. Edges
/// come in the order of time and do not depend on how the time is cut into calls.
/// </summary>
/// <remarks>What is set takes effect at the moment up to which time has passed; its edges come with the next
/// <see cref="Advance"/>.</remarks>
public sealed class AedLights
{
    private readonly LightingProfile _profile;
    private readonly BlinkingLight _green;
    private readonly BlinkingLight _red;
    private readonly SelfTestSchedule _selfTests;
    private readonly TemperatureFault _temperatureFault;
    private LightTracePlayer? _player;
    private long _nowMs;

    /// <summary>Initializes a new instance of the <see cref="AedLights"/> class: in its place, dark until time passes.</summary>
    /// <param name="profile">How the AED shows its condition.</param>
    /// <param name="seed">The seed of everything random in it.</param>
    /// <param name="startMs">When it begins, in ms.</param>
    /// <param name="weekStartMs">Some local midnight that begins a week, in ms: from it the time of day follows.</param>
    /// <exception cref="ArgumentException">The profile contradicts itself.</exception>
    public AedLights(LightingProfile profile, long seed, long startMs = 0, long weekStartMs = 0)
    {
        profile.Validate();
        SeededRandom random = new(seed);
        _profile = profile;
        _green = new BlinkingLight(LightChannel.Green, profile.JitterMs, random.NextSeed());
        _red = new BlinkingLight(LightChannel.Red, profile.JitterMs, random.NextSeed());
        _selfTests = new SelfTestSchedule(profile, startMs, weekStartMs);
        _temperatureFault = new TemperatureFault(profile);
        _nowMs = startMs;
    }

    /// <summary>Gets or sets what is wrong with it.</summary>
    public AedFault Fault
    {
        get;
        set
        {
            if (field == AedFault.FlatBattery && value != AedFault.FlatBattery)
            {
                _selfTests.BeginNow(_nowMs);
            }

            field = value;
        }
    }

    /// <summary>
    /// Gets or sets the probability of a flash to fail while the fault is <see cref="AedFault.MissedFlashes"/>, 0 to 1. Default 0.2.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a probability.</exception>
    public double MissedFlashProbability
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1.0);
            field = value;
        }
    } = 0.2;

    /// <summary>Gets or sets a value indicating whether somebody has switched it on.</summary>
    public bool IsInUse { get; set; }

    /// <summary>Gets or sets a value indicating whether it is in front of the photo-sensors; they see nothing of it elsewhere.</summary>
    public bool IsInPlace { get; set; } = true;

    /// <summary>Gets what it shows.</summary>
    public AedCondition Condition => Fault switch
    {
        _ when !IsInPlace => AedCondition.Away,
        AedFault.Dark or AedFault.FlatBattery => AedCondition.Dark,
        _ when IsInUse => AedCondition.InUse,
        _ when _selfTests.IsRunning => AedCondition.SelfTest,
        AedFault.Attention => AedCondition.Attention,
        _ when _temperatureFault.IsActive => AedCondition.Attention,
        _ => AedCondition.Ready,
    };

    /// <summary>Gets when the next change is due at the latest if nothing is set meanwhile, in ms: until then nothing changes.</summary>
    public long NextChangeMs => Math.Min(Math.Min(_green.NextMs, _red.NextMs),
        Math.Min(_selfTests.NextMs, Math.Min(_temperatureFault.NextMs, _player?.NextMs ?? long.MaxValue)));

    /// <summary>Shows a recording instead of what the AED itself would show, or the AED's own lights again.</summary>
    /// <param name="trace">The recording, with two rows or more to be repeated; <c>null</c> for the AED's own lights.</param>
    /// <param name="isRepeated">Whether it begins anew at its end; otherwise the lights stay as they were last.</param>
    public void Play(LightTrace? trace, bool isRepeated = false) =>
        _player = trace is null ? null : new LightTracePlayer(trace, isRepeated, _nowMs);

    /// <summary>Sets the AED's own temperature, until the next call.</summary>
    /// <param name="aedC">The temperature in °C.</param>
    public void SetTemperature(double aedC) => _temperatureFault.Observe(aedC, _nowMs);

    /// <summary>Whether a light is lit at the moment up to which time has passed.</summary>
    /// <param name="channel">Which light.</param>
    /// <returns><c>true</c> while it is lit.</returns>
    public bool IsLit(LightChannel channel) => channel == LightChannel.Green ? _green.IsLit : _red.IsLit;

    /// <summary>Lets time pass.</summary>
    /// <param name="toMs">Up to and including this moment, in ms; not before the last one.</param>
    /// <param name="onEdge">Told every change of a light, in the order of time.</param>
    public void Advance(long toMs, Action<LightEdge>? onEdge)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(toMs, _nowMs);
        Show(onEdge);
        while (NextChangeMs <= toMs)
        {
            _nowMs = NextChangeMs;
            Change(onEdge);
        }

        _nowMs = toMs;
    }

    private void Change(Action<LightEdge>? onEdge)
    {
        if (_selfTests.NextMs == _nowMs)
        {
            _selfTests.Change();
            Show(onEdge);
        }
        else if (_temperatureFault.NextMs == _nowMs)
        {
            _temperatureFault.Change();
            Show(onEdge);
        }
        else if (_player?.NextMs == _nowMs)
        {
            _player.Change();
            Show(onEdge);
        }
        else
        {
            (_green.NextMs == _nowMs ? _green : _red).Change(onEdge);
        }
    }

    private void Show(Action<LightEdge>? onEdge)
    {
        LightPicture picture = Condition switch
        {
            not AedCondition.Away when _player is not null => _player.Picture,
            AedCondition.Ready => _profile.Ready,
            AedCondition.Attention => _profile.Attention,
            AedCondition.InUse => _profile.InUse,
            AedCondition.SelfTest => _profile.SelfTest,
            _ => LightPicture.Dark,
        };
        double missed = Fault == AedFault.MissedFlashes ? MissedFlashProbability : 0;
        _green.MissedProbability = missed;
        _red.MissedProbability = missed;
        _green.Show(picture.Green, _nowMs, onEdge);
        _red.Show(picture.Red, _nowMs, onEdge);
    }
}
