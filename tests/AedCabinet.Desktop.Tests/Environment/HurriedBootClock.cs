using AedCabinet.Controller;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// A cabinet's monotonic time that can be hurried: the firmware's long deadlines are kept as they are, and a test need not sit
/// through them. The MQTT client has timers of its own, which stay in real time.
/// </summary>
internal sealed class HurriedBootClock : BootClock
{
    // A step that every supervisor of a scan or a link allows, and long enough for one scan in between.
    private const int StepMs = 1000;
    private const int ScanMs = 25;

    private long _hurriedMs;

    /// <inheritdoc/>
    public override long NowMs => base.NowMs + Interlocked.Read(ref _hurriedMs);

    /// <summary>Lets time pass quickly, second by second.</summary>
    /// <param name="duration">How much, in whole seconds.</param>
    public void Hurry(TimeSpan duration)
    {
        for (int ms = 0; ms < duration.TotalMilliseconds; ms += StepMs)
        {
            Interlocked.Add(ref _hurriedMs, StepMs);
            Thread.Sleep(ScanMs);
        }
    }
}
