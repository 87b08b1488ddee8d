using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>
/// Whether a cabinet is connected: births, goodbyes and wills in the order of their arrival. The number of a session only tells a late
/// will from one that counts; by itself it makes no message the latest, so that a forged one outlives nothing.
/// </summary>
internal sealed class CabinetSession
{
    // A will that is older by more boots is not that of a session just before: then the number that stands above it is the odd one.
    private const int MostBootsMissed = 1000;

    private (int Boot, int Connection) _session;

    /// <summary>Gets what was said last, or <c>null</c> for nothing.</summary>
    public ReportedOnline? Online { get; private set; }

    /// <summary>Takes what it says of its connection.</summary>
    /// <param name="online">What it says.</param>
    /// <returns><c>false</c> for the late will of an older session: it says nothing about the one that lives.</returns>
    public bool Take(ReportedOnline online)
    {
        if (!online.IsOnline && online.Boot > 0 && online.Session.CompareTo(_session) < 0 && _session.Boot - online.Boot <= MostBootsMissed)
        {
            return false;
        }

        _session = online.Session;
        Online = online;
        return true;
    }

    /// <summary>Takes the session that a state names: whoever sends it is connected.</summary>
    /// <param name="state">The state.</param>
    /// <param name="isRetained">Whether the broker kept it: then only its number can tell whether it is newer.</param>
    public void Take(ReportedState state, bool isRetained)
    {
        if (state.Connection is not { } connection)
        {
            return;
        }

        (int, int) session = (state.Boot, connection);
        if (isRetained ? session.CompareTo(_session) > 0 : session != _session)
        {
            _session = session;
            ComeBack();
        }
    }

    /// <summary>It speaks, and so it is connected, whatever was said before.</summary>
    public void ComeBack() => Online = Online is { IsOnline: false }
        ? new ReportedOnline(true, _session.Boot, _session.Connection) : Online;

    /// <summary>Forgets it.</summary>
    public void Clear() => Online = null;
}
