namespace AedCabinet.Simulator.Physics;

/// <summary>
/// A switch: it bounces when it is moved, chatters when something shakes it (a door in the wind) and can break. It answers for any
/// moment since the last movement, in any order; asking changes nothing.
/// </summary>
public sealed class ContactModel
{
    private const double ShortestShare = 0.2;
    private const double LongestShare = 0.8;

    private readonly ContactParameters _parameters;
    private readonly SeededRandom _random;
    private long _movedMs;
    private long[] _bouncesMs = [];
    private long _chatterFromMs;
    private long _chatterUntilMs;
    private double _chatterHz;
    private long _chatterSeed;

    /// <summary>Initializes a new instance of the <see cref="ContactModel"/> class, at rest.</summary>
    /// <param name="parameters">How it bounces.</param>
    /// <param name="closed">Where it is at first.</param>
    /// <param name="seed">The seed of its bounces.</param>
    /// <exception cref="ArgumentException">The bounces can't be placed: fewer than two milliseconds for each.</exception>
    public ContactModel(ContactParameters parameters, bool closed, long seed)
    {
        if (parameters.MostBounces < 0 || parameters.BounceMs < 2 * parameters.MostBounces)
        {
            throw new ArgumentException($"{parameters.MostBounces} bounces don't fit into {parameters.BounceMs} ms.");
        }

        _parameters = parameters;
        _random = new SeededRandom(seed);
        IsMovedToClosed = closed;
    }

    /// <summary>Gets a value indicating whether it was last moved to the closed position, whatever its terminals say.</summary>
    public bool IsMovedToClosed { get; private set; }

    /// <summary>Gets a value indicating whether its wire is broken: open whatever is moved.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Gets a value indicating whether its two wires touch: closed whatever is moved.</summary>
    public bool IsShorted { get; private set; }

    /// <summary>Moves it. Being where it is already, nothing happens.</summary>
    /// <param name="closed">Where to.</param>
    /// <param name="nowMs">When, in ms.</param>
    public void MoveTo(bool closed, long nowMs)
    {
        if (closed == IsMovedToClosed)
        {
            return;
        }

        IsMovedToClosed = closed;
        _movedMs = nowMs;
        _bouncesMs = DrawBounces(nowMs);
    }

    /// <summary>What its terminals show.</summary>
    /// <param name="nowMs">When, in ms, not before the last movement.</param>
    /// <returns><c>true</c> for a closed circuit.</returns>
    public bool IsClosed(long nowMs)
    {
        if (IsBroken || IsShorted)
        {
            return IsShorted;
        }

        bool isAway = IsShakenAway(nowMs) || (BouncesBefore(nowMs) % 2 == 1);
        return IsMovedToClosed != isAway;
    }

    /// <summary>Shakes it: in each cycle it leaves its position once, for a fifth to four fifths of the cycle.</summary>
    /// <param name="nowMs">From when, in ms.</param>
    /// <param name="untilMs">Until when, in ms.</param>
    /// <param name="hz">Cycles a second; each is two changes.</param>
    public void StartChatter(long nowMs, long untilMs, double hz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hz);
        _chatterFromMs = nowMs;
        _chatterUntilMs = untilMs;
        _chatterHz = hz;
        _chatterSeed = _random.NextSeed();
    }

    /// <summary>Holds it still again.</summary>
    public void StopChatter() => _chatterUntilMs = _chatterFromMs;

    /// <summary>Breaks its wire: an open circuit from now on.</summary>
    public void Break() => IsBroken = true;

    /// <summary>Its two wires touch: a closed circuit from now on.</summary>
    public void Short() => IsShorted = true;

    /// <summary>Mends its wires.</summary>
    public void Mend()
    {
        IsBroken = false;
        IsShorted = false;
    }

    // Moments at which it leaves the new position and reaches it again, alternately: an even number, all different.
    private long[] DrawBounces(long nowMs)
    {
        int changes = 2 * _random.NextInt(0, _parameters.MostBounces);
        SortedSet<long> moments = [];
        while (moments.Count < changes)
        {
            moments.Add(nowMs + _random.NextInt(1, _parameters.BounceMs));
        }

        return [.. moments];
    }

    private int BouncesBefore(long nowMs)
    {
        int count = 0;
        if (nowMs - _movedMs <= _parameters.BounceMs)
        {
            while (count < _bouncesMs.Length && _bouncesMs[count] <= nowMs)
            {
                count++;
            }
        }

        return count;
    }

    private bool IsShakenAway(long nowMs)
    {
        if (nowMs < _chatterFromMs || nowMs >= _chatterUntilMs)
        {
            return false;
        }

        double cycles = (nowMs - _chatterFromMs) * _chatterHz / 1000.0;
        double awayShare = double.Lerp(ShortestShare, LongestShare, SeededRandom.At(_chatterSeed, (long)cycles));
        return cycles - Math.Floor(cycles) < awayShare;
    }
}
