using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Registry.Service;

/// <summary>
/// Finds out that the registry's account at the broker is too small. A broker grants every subscription and then keeps to itself
/// what the account may not read, so it shows only in what never comes.
/// </summary>
/// <param name="access">How the registry gets in.</param>
/// <param name="log">Told of it, once.</param>
internal sealed class AccountReach(BrokerAccess access, ILogger log)
{
    private bool _isTold;

    /// <summary>Tells what is known from the account's permissions.</summary>
    public void TellWhatIsKnown()
    {
        if (access.Lacks is { } lacks)
        {
            log.Tell(LogLevel.Warning, $"消息服务器：{lacks.Zh}。", $"broker: {lacks.En}.");
            _isTold = true;
        }
    }

    /// <summary>
    /// Tells what is missing once cabinets have been heard and none of them said who, or how, it is: both are retained, so they come at
    /// once where they may.
    /// </summary>
    /// <param name="cabinets">What the registry knows.</param>
    public void Look(IReadOnlyList<CabinetRecord> cabinets)
    {
        bool hasAbout = cabinets.Any(cabinet => cabinet.About is not null);
        bool hasState = cabinets.Any(cabinet => cabinet.State is not null);
        if (_isTold || cabinets.Count == 0 || (hasAbout && hasState))
        {
            return;
        }

        _isTold = true;
        string topics = hasAbout ? "state" : hasState ? "about" : "about or state";
        string what = hasAbout ? "readiness is" : hasState ? "names, places and telephones are"
            : "names, places, telephones and readiness are";
        string lost = hasAbout ? "能否使用" : hasState ? "名称、位置和电话" : "名称、位置、电话和能否使用";
        string user = access.User is null ? string.Empty : $" \"{access.User}\"";
        log.Tell(
            LogLevel.Warning,
            $"消息服务器：收到{cabinets.Count}台机柜的消息，但没有一台的{topics}：账号{user}权限太小，看不到{lost}。"
            + "请在消息服务器的ACL里允许它读…/online、…/about、…/state和…/event，或改用registry账号。",
            $"broker: {cabinets.Count} cabinets were heard, but not one {topics} of any: the account{user} may not read them, and {what} "
                + $"missing. "
            + "Let it read …/online, …/about, …/state and …/event in the broker's ACL, or use the account \"registry\".");
    }
}
