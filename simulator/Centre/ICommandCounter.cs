namespace AedCabinet.Centre;

/// <summary>Numbers commands. A cabinet refuses one that is not above the last it accepted.</summary>
public interface ICommandCounter
{
    /// <summary>The next number.</summary>
    /// <param name="atLeast">It is not below this.</param>
    /// <returns>A number above all before.</returns>
    /// <exception cref="CommandNotSentException">There is none to be had now; the message says why.</exception>
    long Next(long atLeast);
}
