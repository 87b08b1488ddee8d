using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Timing;

namespace AedCabinet.Simulator.Virtual;

/// <summary>
/// Scans a cabinet in virtual time only when its inputs change or when it says that it needs a scan (<see cref="Cabinet.NextDeadlineMs"/>);
/// outputs, events and states are those of a scan every <see cref="Cabinet.ScanPeriodMs"/>.
/// </summary>
/// <param name="cabinet">The cabinet; its first scan is at 0 ms.</param>
public sealed class IdleScans(Cabinet cabinet)
{
    private long _lastMs = -Cabinet.ScanPeriodMs;

    /// <summary>The first scan that sees something that happens at a time.</summary>
    /// <param name="atMs">Milliseconds since the boot, or <see cref="Deadline.Never"/>.</param>
    /// <returns>The scan's time, likewise.</returns>
    public static long ScanAfter(long atMs) =>
        atMs >= Deadline.Never - Cabinet.ScanPeriodMs ? Deadline.Never
            : (atMs + Cabinet.ScanPeriodMs - 1) / Cabinet.ScanPeriodMs * Cabinet.ScanPeriodMs;

    /// <summary>The scan that needs the edge of a light which comes next.</summary>
    /// <param name="isRise">Whether the light goes on.</param>
    /// <param name="atMs">When, in milliseconds since the boot.</param>
    /// <param name="nextMs">When the edge after it comes.</param>
    /// <param name="thirdMs">When the one after that comes.</param>
    /// <param name="patienceMs"><see cref="Cabinet.GreenFlashPatienceMs"/>, or the red light's.</param>
    /// <returns>The scan's time in milliseconds.</returns>
    public static long ScanForEdge(bool isRise, long atMs, long nextMs, long thirdMs, int patienceMs)
    {
        long endMs = isRise ? nextMs : atMs;
        long againMs = isRise ? thirdMs : nextMs;
        bool isFlash = patienceMs > 0 && endMs - atMs < IndicatorProfile.SteadyAfterMs && againMs - endMs >= patienceMs;
        return ScanAfter(isFlash ? endMs + patienceMs : atMs);
    }

    /// <summary>The scan that a light's coming edges need, flashes left to the next deadline as far as the cabinet allows it.</summary>
    /// <param name="edges">When the light's edges come, in milliseconds since the boot; the first is a rise. <see cref="Deadline.Never"/>
    /// after the last.</param>
    /// <param name="index">The edge that comes next.</param>
    /// <param name="patienceMs"><see cref="Cabinet.GreenFlashPatienceMs"/>, or the red light's.</param>
    /// <param name="isAsEver"><see cref="Cabinet.IsRegularGreenFlash"/>, or the red light's.</param>
    /// <returns>The scan's time in milliseconds, or <see cref="Deadline.Never"/>.</returns>
    public static long ScanForEdges(Func<int, long> edges, int index, int patienceMs, Func<int, int, bool> isAsEver)
    {
        int rise = index - (index % 2);
        // One more comes with the scan itself.
        for (int flashes = 1; flashes < LightEdges.Capacity / 2 && rise >= 2 && edges(rise + 1) != Deadline.Never; flashes++)
        {
            if (!isAsEver((int)(edges(rise) - edges(rise - 2)), (int)(edges(rise + 1) - edges(rise))))
            {
                break;
            }

            rise += 2;
        }

        int next = Math.Max(index, rise);
        return edges(next) == Deadline.Never ? Deadline.Never
            : ScanForEdge(next % 2 == 0, edges(next), edges(next + 1), edges(next + 2), patienceMs);
    }

    /// <summary>When the next scan is needed.</summary>
    /// <param name="changeMs">When the inputs change next, in milliseconds since the boot, or <see cref="Deadline.Never"/>.</param>
    /// <returns>The scan's time in milliseconds, later than the latest one's.</returns>
    public long NextMs(long changeMs) =>
        Math.Max(_lastMs + Cabinet.ScanPeriodMs, ScanAfter(Math.Min(changeMs, _lastMs < 0 ? 0 : cabinet.NextDeadlineMs)));

    /// <summary>How long it is from the latest scan to a time.</summary>
    /// <param name="nowMs">Milliseconds since the boot.</param>
    /// <returns>Milliseconds, 0 before the first scan.</returns>
    public long ToMs(long nowMs) => _lastMs < 0 ? 0 : nowMs - _lastMs;

    /// <summary>Runs the scan of a time.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="nowMs">The scan's time in milliseconds since the boot.</param>
    /// <param name="outputs">Receives the outputs.</param>
    /// <returns><c>true</c> when there is something new to report.</returns>
    public bool Step(InputImage inputs, long nowMs, OutputImage outputs)
    {
        if (_lastMs >= 0 && nowMs - _lastMs > Cabinet.ScanPeriodMs)
        {
            cabinet.Hold(nowMs - Cabinet.ScanPeriodMs);
        }

        _lastMs = nowMs;
        return cabinet.Step(inputs, nowMs, outputs);
    }
}
