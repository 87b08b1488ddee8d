namespace AedCabinet.Simulator.Cabinets;

/// <summary>A cabinet's temperatures, taken every minute and kept for 12 hours.</summary>
public sealed class TemperatureHistory
{
    private const long IntervalMs = 60_000;
    private const int Capacity = 12 * 60;

    private readonly Lock _lock = new();
    private readonly Queue<TemperatureSample> _samples = new(Capacity);
    private long _seenMs;
    private long _dueMs;
    private long _heatedMs;

    /// <summary>Gets the samples, oldest first.</summary>
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

    internal void Observe(long nowMs, double insideC, double outsideC, bool isHeating)
    {
        _heatedMs += isHeating ? nowMs - _seenMs : 0;
        _seenMs = nowMs;
        if (nowMs < _dueMs)
        {
            return;
        }

        lock (_lock)
        {
            if (_samples.Count == Capacity)
            {
                _ = _samples.Dequeue();
            }

            _samples.Enqueue(new TemperatureSample(DateTimeOffset.Now, insideC, outsideC, Math.Min(1, (double)_heatedMs / IntervalMs)));
        }

        _heatedMs = 0;
        _dueMs = nowMs + IntervalMs;
    }
}
