using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>A cabinet's temperatures, taken every simulated minute and kept for 12 hours.</summary>
/// <param name="time">The time of the run.</param>
public sealed class TemperatureHistory(SimulatedTime time)
{
    private const long IntervalMs = 60_000;
    private const int Capacity = 12 * 60;

    private readonly Lock _lock = new();
    private readonly Queue<TemperatureSample> _samples = new(Capacity);
    private long _seenMs = -1;
    private long _dueMs;
    private long _heatedMs;

    /// <summary>Gets the samples, oldest first; at first the one of the start.</summary>
    public IReadOnlyList<TemperatureSample> Samples
    {
        get
        {
            lock (_lock)
            {
                return [.. _samples];
            }
        }
    }

    /// <summary>Looks at the cabinet; one thread at a time.</summary>
    /// <param name="physics">Its physical side, of now.</param>
    /// <param name="isHeating">Whether the heater was driven since the last look.</param>
    public void Observe(CabinetPhysics physics, bool isHeating)
    {
        long nowMs = physics.NowMs;
        long sinceMs = _seenMs < 0 ? 0 : nowMs - _seenMs;
        _heatedMs += isHeating ? sinceMs : 0;
        bool isFirst = _seenMs < 0;
        _seenMs = nowMs;
        if (!isFirst && nowMs < _dueMs)
        {
            return;
        }

        long intervalMs = Math.Max(1, IntervalMs + nowMs - _dueMs);
        Add(new TemperatureSample(time.At(nowMs), physics.InsideC, physics.OutsideC,
            isFirst ? 0 : Math.Min(1, (double)_heatedMs / intervalMs)));
        _heatedMs = 0;
        _dueMs = nowMs + IntervalMs;
    }

    private void Add(TemperatureSample sample)
    {
        lock (_lock)
        {
            if (_samples.Count == Capacity)
            {
                _ = _samples.Dequeue();
            }

            _samples.Enqueue(sample);
        }
    }
}
