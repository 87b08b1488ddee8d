namespace AedCabinet.Centre;

/// <summary>Who is told of what happens, for a page. Each sees and changes what is his own; who looks after the accounts, all.</summary>
public interface IFeedDesk
{
    /// <summary>The subscriptions.</summary>
    /// <param name="who">Who looks.</param>
    /// <returns>They, the oldest first.</returns>
    /// <exception cref="FeedRefusedException">The database can't be read just now.</exception>
    IReadOnlyList<FeedRow> List(FeedLooker who);

    /// <summary>Makes one.</summary>
    /// <param name="who">Who makes it.</param>
    /// <param name="wish">Who is to be told of what.</param>
    /// <returns>Its secret, which is not shown again.</returns>
    /// <exception cref="FeedRefusedException">Something can't be; nothing was made.</exception>
    Task<string> AddAsync(FeedLooker who, FeedWish wish);

    /// <summary>Pauses one, which keeps its place, or has it go on.</summary>
    /// <param name="who">Who does.</param>
    /// <param name="id">Its id.</param>
    /// <param name="isPaused">Whether it is to pause.</param>
    /// <returns>When it is done.</returns>
    /// <exception cref="FeedRefusedException">It can't be; nothing was changed.</exception>
    Task PauseAsync(FeedLooker who, string id, bool isPaused);

    /// <summary>Gives one a new secret; the one before signs too for a day.</summary>
    /// <param name="who">Who does.</param>
    /// <param name="id">Its id.</param>
    /// <returns>The secret, which is not shown again.</returns>
    /// <exception cref="FeedRefusedException">It can't be; nothing was changed.</exception>
    Task<string> RenewSecretAsync(FeedLooker who, string id);

    /// <summary>Ends one, with its dead letters.</summary>
    /// <param name="who">Who does.</param>
    /// <param name="id">Its id.</param>
    /// <returns>When it is ended.</returns>
    /// <exception cref="FeedRefusedException">It can't be; nothing was changed.</exception>
    Task RemoveAsync(FeedLooker who, string id);

    /// <summary>What one's receiver never took.</summary>
    /// <param name="who">Who looks.</param>
    /// <param name="id">Its id.</param>
    /// <returns>The dead letters, the oldest first; not all where there are very many.</returns>
    /// <exception cref="FeedRefusedException">The database can't be read just now.</exception>
    IReadOnlyList<FeedLetter> Letters(FeedLooker who, string id);

    /// <summary>Has a dead letter tried once more.</summary>
    /// <param name="who">Who does.</param>
    /// <param name="id">The subscription's id.</param>
    /// <param name="no">The letter's number.</param>
    /// <returns>When it is asked for.</returns>
    /// <exception cref="FeedRefusedException">It can't be.</exception>
    Task RetryAsync(FeedLooker who, string id, long no);
}
