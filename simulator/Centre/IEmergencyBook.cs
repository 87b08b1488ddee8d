namespace AedCabinet.Centre;

/// <summary>Where is kept what the centre did about emergencies.</summary>
public interface IEmergencyBook
{
    /// <summary>What was done about those that were open when the book was last written.</summary>
    /// <returns>The cases that are not over.</returns>
    IReadOnlyList<EmergencyCase> Open();

    /// <summary>What was done about those that are over.</summary>
    /// <param name="count">How many at most.</param>
    /// <returns>The cases, the latest first.</returns>
    IReadOnlyList<EmergencyCase> Over(int count);

    /// <summary>Writes down a step, unless somebody else has written one since.</summary>
    /// <param name="key">The emergency.</param>
    /// <param name="step">The step.</param>
    /// <param name="before">How many steps there were for who makes this one.</param>
    /// <returns><c>false</c> when there are more by now: nothing was written.</returns>
    /// <exception cref="EmergencyNotKeptException">It could not be written down.</exception>
    bool Add(EmergencyKey key, EmergencyStep step, int before);

    /// <summary>Looks among those that are over.</summary>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="skip">How many of them to pass over, 0 or more.</param>
    /// <param name="count">How many to give at most, 1 or more.</param>
    /// <returns>The emergencies.</returns>
    /// <exception cref="EmergencyNotReadException">They could not be read.</exception>
    HandledPage Handled(EmergencyFilter filter, int skip, int count);
}
