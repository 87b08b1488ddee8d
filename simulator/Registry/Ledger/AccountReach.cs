namespace AedCabinet.Simulator.Registry.Ledger;

/// <summary>
/// Finds out that the registry's account at the broker is too small. A broker grants every subscription and then keeps to itself
/// what the account may not read, so it shows only in what never comes.
/// </summary>
/// <param name="access">How the registry gets in.</param>
/// <param name="log">Told of it, once.</param>
internal sealed class AccountReach(BrokerAccess access, ILog log)
{
    private bool _isTold;

    /// <summary>Tells what is known from the account's permissions.</summary>
    public void TellWhatIsKnown()
    {
        if (access.Lacks is { } lacks)
        {
            log.Warning($"broker: {lacks}.");
            _isTold = true;
        }
    }

    /// <summary>Tells what is missing once cabinets have been heard and none of them said who or how it is: both are retained, so they come at once where they may.</summary>
    /// <param name="cabinets">What the registry knows.</param>
    public void Look(IReadOnlyList<CabinetRecord> cabinets)
    {
        if (_isTold || cabinets.Count == 0 || cabinets.Any(cabinet => cabinet.About is not null || cabinet.State is not null))
        {
            return;
        }

        _isTold = true;
        log.Warning(
            $"broker: {cabinets.Count} cabinets were heard, but not one about or state of any: the account{(access.User is null ? string.Empty : $" \"{access.User}\"")} may not read them. "
            + "Names, places, telephones and readiness are missing. Let it read …/online, …/about, …/state and …/event in the broker's ACL, or use the account \"registry\".");
    }
}
