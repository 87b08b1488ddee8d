using AedCabinet.Access;

namespace AedCabinet.Feeds;

/// <summary>What those who made subscriptions may see now. May be used by any thread.</summary>
public interface IFeedMakers
{
    /// <summary>What an account may see.</summary>
    /// <param name="account">Its id.</param>
    /// <returns>It; <c>null</c> while it is locked or when it is not there any more.</returns>
    /// <exception cref="Ledger.StoreAwayException">The database can't be read just now.</exception>
    AccessScope? Of(string account);
}
