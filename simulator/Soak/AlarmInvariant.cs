using AedCabinet.Inputs;
using AedCabinet.Simulator.Virtual;
using AedCabinet.State;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// The sounder comes in time after the door's contact moves (SPEC §3), a frozen board is in a picture that may stand still, and
/// the board doesn't end by itself while somebody is alarmed; all judged from pins and contacts alone.
/// </summary>
/// <param name="timeline">Knows the virtual time.</param>
/// <param name="report">Counts.</param>
internal sealed class AlarmInvariant(Timeline timeline, SoakReport report)
{
    /// <summary>
    /// From contact to sounder, in milliseconds. SPEC §3 allows 100 and <c>TIMEOUTS.md</c> promises 80; the simulation moves contacts
    /// right before a scan, which saves the scan that would see them later, so here it is 60, and one scan more is one too many.
    /// </summary>
    public const int DeadlineMs = 60;

    // A door that was seen closed this long is believed closed: twice the closed debounce.
    private const int SeenClosedMs = 400;

    // Shorter than the rescue alarm by a scan's and the debouncing's time.
    private const int CertainlySoundingMs = 59000;

    private long _closedSinceMs = -1;
    private long _openedAtMs = -1;
    private long _rescueSinceMs = -1;
    private bool _wasOpen;
    private bool _isMaintenance;

    /// <summary>A boot begins.</summary>
    public void Begin()
    {
        _closedSinceMs = -1;
        _openedAtMs = -1;
        _rescueSinceMs = -1;
        _wasOpen = true;
    }

    /// <summary>Scans were not run for a while; a contact that moved meanwhile is seen only now.</summary>
    /// <param name="outputs">What the pins are.</param>
    public void Freeze(OutputImage outputs)
    {
        if (outputs.HeaterOn || outputs.FanOn || !outputs.LockRelease)
        {
            throw new InvariantViolation("a frozen board is safe",
                $"heater {outputs.HeaterOn}, fan {outputs.FanOn}, lock released {outputs.LockRelease}");
        }

        if (IsRescueCertain() && !_isMaintenance && !outputs.SounderInhibit && !outputs.Sounder)
        {
            throw new InvariantViolation("a frozen board is safe", "the rescue alarm is frozen in a pause of its sounder");
        }

        if (_openedAtMs >= 0)
        {
            throw new InvariantViolation("a frozen board is safe", "a door was opened and the sounder is not on yet");
        }
    }

    /// <summary>Judges one scan.</summary>
    /// <param name="inputs">What the contacts were.</param>
    /// <param name="outputs">What the pins became.</param>
    /// <param name="isMaintenance">Whether the mode mutes the sounder.</param>
    public void Check(InputImage inputs, OutputImage outputs, bool isMaintenance)
    {
        long nowMs = timeline.NowMs;
        _isMaintenance = isMaintenance;
        bool isOpen = inputs.AedDoorContactOpen;
        if (isOpen && !_wasOpen && _closedSinceMs >= 0 && nowMs - _closedSinceMs >= SeenClosedMs && !isMaintenance)
        {
            _openedAtMs = nowMs;
        }

        if (!isOpen)
        {
            _closedSinceMs = _wasOpen ? nowMs : _closedSinceMs;
            _openedAtMs = -1;
        }

        _wasOpen = isOpen;
        if (isMaintenance || _openedAtMs < 0)
        {
            _openedAtMs = -1;
            return;
        }

        if (nowMs - _openedAtMs > DeadlineMs)
        {
            throw new InvariantViolation("the sounder comes in time", $"the door has been open for {nowMs - _openedAtMs} ms");
        }

        if (outputs.Sounder)
        {
            report.Count("doors opened and alarmed");
            report.LongestToSounderMs = Math.Max(report.LongestToSounderMs, nowMs - _openedAtMs);
            _rescueSinceMs = nowMs;
            _openedAtMs = -1;
        }
    }

    /// <summary>The board ends by itself.</summary>
    /// <param name="outputs">What the pins are.</param>
    public void CheckRestart(OutputImage outputs)
    {
        bool isAudible = IsRescueCertain() && !_isMaintenance && !outputs.SounderInhibit;
        if (outputs.Beacon || isAudible || _openedAtMs >= 0)
        {
            throw new InvariantViolation("no restart during an alarm", $"beacon {outputs.Beacon}, rescue sounding {isAudible}");
        }
    }

    private bool IsRescueCertain() => _rescueSinceMs >= 0 && timeline.NowMs - _rescueSinceMs < CertainlySoundingMs;
}
