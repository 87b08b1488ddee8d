namespace AedCabinet.Terminal;

/// <summary>Something the person who started the program can mend: shown as it stands, without a stack trace.</summary>
/// <param name="message">What is wrong, where, and what to do.</param>
/// <param name="exitCode">The exit code: 1 for the environment (a port in use), 2 for wrong input.</param>
public sealed class UserErrorException(string message, int exitCode) : Exception(message)
{
    /// <summary>Exit code for a condition of the environment.</summary>
    public const int Environment = 1;

    /// <summary>Exit code for arguments or files that are wrong.</summary>
    public const int WrongInput = 2;

    /// <summary>Gets the exit code.</summary>
    public int ExitCode { get; } = exitCode;
}
