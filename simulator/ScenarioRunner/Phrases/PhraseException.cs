namespace AedCabinet.Simulator.ScenarioRunner.Phrases;

/// <summary>A phrase can't be understood.</summary>
/// <param name="offset">How many characters of the phrase stand before the word that is wrong.</param>
/// <param name="message">What is wrong, and what would have been valid.</param>
public sealed class PhraseException(int offset, string message) : Exception(message)
{
    /// <summary>Gets how many characters of the phrase stand before the word that is wrong.</summary>
    public int Offset { get; } = offset;
}
