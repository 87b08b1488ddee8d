using CliWrap;
using CliWrap.Buffered;

namespace AedCabinet.Testing;

/// <summary>Programs that a test runs and waits for.</summary>
public static class CommandRun
{
    /// <summary>Far beyond what anything here needs, so that only what never ends runs into it.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs it to its end; what does not end within a minute is killed, and the test fails.</summary>
    /// <param name="command">The program and what it is told.</param>
    /// <returns>Its exit code, which is not judged here, and what it printed.</returns>
    /// <exception cref="OperationCanceledException">It did not end.</exception>
    public static BufferedCommandResult Run(this Command command)
    {
        using CancellationTokenSource limit = new(s_limit);
        return command.WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(limit.Token).GetAwaiter().GetResult();
    }

    /// <summary>Everything it printed, on both streams.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The text.</returns>
    public static string Output(this BufferedCommandResult result) => result.StandardOutput + result.StandardError;
}
