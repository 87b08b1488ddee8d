namespace AedCabinet.Simulator.Physics;

/// <summary>What the two photo-sensors see: the AED's lights, and whatever else reaches them.</summary>
/// <param name="lights">The AED's lights.</param>
/// <param name="onEdge">Told every change of what a sensor sees, in the order of time.</param>
internal sealed class SensorLight(AedLights lights, Action<LightEdge> onEdge)
{
    // 50 Hz lights a lamp 100 times a second; it crosses the sensor's threshold for most of each wave.
    private const int RoomPeriodMs = 10;
    private const int RoomLitMs = 7;

    private readonly bool[] _seen = new bool[2];
    private readonly bool[] _aed = new bool[2];
    private StrayLight _stray;
    private bool _isStray;
    private bool _isLow;
    private bool _isBeacon;
    private bool _isAmber;
    private bool _isLamp;
    private long _nowMs;

    /// <summary>Whether a sensor sees light at the moment up to which time has passed.</summary>
    /// <param name="channel">Which sensor.</param>
    /// <returns><c>true</c> for light.</returns>
    public bool IsLit(LightChannel channel) => _isLow || _isStray || lights.IsLit(channel);

    /// <summary>Lets time pass.</summary>
    /// <param name="toMs">Up to and including this moment, in ms.</param>
    public void Advance(long toMs)
    {
        while (_stray == StrayLight.Room && NextRoomMs <= toMs)
        {
            AdvanceAed(NextRoomMs);
            Stray(_nowMs % RoomPeriodMs < RoomLitMs);
        }

        AdvanceAed(toMs);
    }

    /// <summary>Sets the stray light that reaches the sensors.</summary>
    /// <param name="light">Which.</param>
    public void Set(StrayLight light)
    {
        _stray = light;
        Refresh();
    }

    /// <summary>The comparators behind the sensors lose their supply or get it back: without it they say light.</summary>
    /// <param name="isLow">Whether they have lost it.</param>
    public void SetLow(bool isLow)
    {
        _isLow = isLow;
        Refresh();
    }

    /// <summary>Tells what the cabinet's own lights do.</summary>
    /// <param name="isBeacon">The beacon is lit.</param>
    /// <param name="isAmber">The amber lamp is.</param>
    /// <param name="isLamp">Any lamp is.</param>
    public void Show(bool isBeacon, bool isAmber, bool isLamp)
    {
        _isBeacon = isBeacon;
        _isAmber = isAmber;
        _isLamp = isLamp;
        Refresh();
    }

    private long NextRoomMs => _nowMs - (_nowMs % RoomPeriodMs) + (_nowMs % RoomPeriodMs < RoomLitMs ? RoomLitMs : RoomPeriodMs);

    private void Refresh() => Stray(_stray switch
    {
        StrayLight.Beacon => _isBeacon,
        StrayLight.AmberLamp => _isAmber,
        StrayLight.Lamps => _isLamp,
        StrayLight.Room => _nowMs % RoomPeriodMs < RoomLitMs,
        _ => false,
    });

    private void AdvanceAed(long toMs)
    {
        _nowMs = toMs;
        lights.Advance(toMs, edge =>
        {
            _aed[(int)edge.Channel] = edge.IsLit;
            See(edge.Channel, edge.AtMs);
        });
    }

    private void Stray(bool isLit)
    {
        _isStray = isLit;
        See(LightChannel.Green, _nowMs);
        See(LightChannel.Red, _nowMs);
    }

    private void See(LightChannel channel, long atMs)
    {
        bool isLit = _isLow || _isStray || _aed[(int)channel];
        if (isLit != _seen[(int)channel])
        {
            _seen[(int)channel] = isLit;
            onEdge(new LightEdge(channel, isLit, atMs));
        }
    }
}
