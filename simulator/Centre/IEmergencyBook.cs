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

    /// <summary>Writes down a step.</summary>
    /// <param name="key">The emergency.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="EmergencyNotKeptException">It could not be written down.</exception>
    void Add(EmergencyKey key, EmergencyStep step);
}
