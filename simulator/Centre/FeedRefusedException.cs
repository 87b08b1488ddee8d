using AedCabinet.Terminal;

namespace AedCabinet.Centre;

/// <summary>Something can't be done with a subscription, and nothing was.</summary>
/// <param name="faults">What is wrong, and in which field; nothing where the database is away.</param>
public sealed class FeedRefusedException(IReadOnlyList<(string Field, Wording What)> faults) : Exception("The subscription is refused.")
{
    /// <summary>Gets what is wrong, and in which field, empty for none in particular; nothing where the database is away.</summary>
    public IReadOnlyList<(string Field, Wording What)> Faults => faults;
}
