using System.Globalization;
using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>
/// Finds in the states of a cabinet that two boards speak as it, or that it has lost its flash: boots only rise, and within one the
/// running time does. Messages that come again don't count: they are older by their own time.
/// </summary>
internal sealed class BoardWatch
{
    // A cabinet's clock never goes back behind what its flash keeps, but that is kept now and then only.
    private static readonly TimeSpan s_clockSlack = TimeSpan.FromMinutes(10);

    private ReportedState? _latest;

    /// <summary>Takes a state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>What is wrong with it, in an English sentence; <c>null</c> for nothing.</returns>
    public string? Take(ReportedState state)
    {
        if (!state.HasOwnTime || state.Boot == 0)
        {
            return null;
        }

        string? sign = _latest is { } before && state.At > before.At ? Compare(before, state) : null;
        _latest = state;
        return sign;
    }

    /// <summary>Takes an emergency.</summary>
    /// <param name="item">The emergency.</param>
    /// <returns>What is wrong with it, in an English sentence; <c>null</c> for nothing.</returns>
    public string? Take(RegistryEvent item) =>
        _latest is { } before && !item.IsTimeOfArrival && item.Boot > 0 && item.Boot < before.Boot && !HasNoSureBoot(before)
            && item.At > before.At + s_clockSlack
            ? string.Create(CultureInfo.InvariantCulture, $"{item.Name} of boot {item.Boot} happened after a state of boot {before.Boot}.")
            : null;

    private static string? Compare(ReportedState before, ReportedState state)
    {
        if (state.Boot < before.Boot && !HasNoSureBoot(before))
        {
            return string.Create(CultureInfo.InvariantCulture, $"Boot {state.Boot} came after boot {before.Boot}.");
        }

        return state.Boot == before.Boot && state.UptimeMs < before.UptimeMs
            ? string.Create(CultureInfo.InvariantCulture,
                $"The running time of boot {state.Boot} went back from {before.UptimeMs} to {state.UptimeMs} ms.")
            : null;
    }

    // A board whose flash refuses takes a boot number that cannot repeat, and goes on from its own when flash takes it again.
    private static bool HasNoSureBoot(ReportedState state) => state.Reasons.Contains("storage-fault");
}
