namespace AedCabinet.Terminal;

/// <summary>Where a program tells what happens, a line at a time. May be called by any thread.</summary>
public interface IProgramLog
{
    /// <summary>Writes a line.</summary>
    /// <param name="line">The line.</param>
    void Info(string line);

    /// <summary>Writes a line about something that is not as it should be.</summary>
    /// <param name="line">The line.</param>
    void Warning(string line);

    /// <summary>Writes a line about something that has failed.</summary>
    /// <param name="line">The line.</param>
    void Error(string line);
}
