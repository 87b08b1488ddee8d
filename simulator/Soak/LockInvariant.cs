using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// The lock fails open, opens when it is asked to by somebody who may, and else holds (SPEC §14); judged from the pin, the link and the
/// orders.
/// </summary>
/// <param name="timeline">Knows the virtual time.</param>
/// <param name="report">Counts.</param>
internal sealed class LockInvariant(Timeline timeline, SoakReport report)
{
    /// <summary>How long an unlocking lasts, in milliseconds: as <see cref="CabinetFile"/> says.</summary>
    public const int PulseMs = 10000;

    // From the executor to the pin and back: two scans.
    private const int SlackMs = 3 * Cabinet.ScanPeriodMs;

    private long _unlockedAtMs = -1;
    private bool _hasOpened;

    /// <summary>A boot begins.</summary>
    public void Begin() => _unlockedAtMs = -1;

    /// <summary>Somebody allowed asked to open.</summary>
    public void Allow()
    {
        _unlockedAtMs = timeline.NowMs;
        _hasOpened = false;
    }

    /// <summary>Judges a scan.</summary>
    /// <param name="isReleased">What the pin became.</param>
    /// <param name="isOnline">Whether the link was up in the scan.</param>
    /// <param name="isOpenAnyway">Whether mode, emergency, self-test or handshake release the lock anyway.</param>
    public void Check(bool isReleased, bool isOnline, bool isOpenAnyway)
    {
        if (!isReleased && !isOnline)
        {
            throw new InvariantViolation("the lock fails open", "it holds while the link is down");
        }

        long sinceMs = _unlockedAtMs < 0 ? long.MaxValue : timeline.NowMs - _unlockedAtMs;
        if (sinceMs < PulseMs - SlackMs)
        {
            if (!isReleased && sinceMs > SlackMs)
            {
                throw new InvariantViolation("the lock opens for who may open it", $"it holds {sinceMs} ms after the unlocking");
            }

            if (isReleased && !_hasOpened)
            {
                _hasOpened = true;
                report.Count("unlockings");
            }
        }
        else if (sinceMs > PulseMs + SlackMs && isReleased && isOnline && !isOpenAnyway)
        {
            throw new InvariantViolation("the lock holds while nobody may open it", "it is released without a reason");
        }
    }
}
