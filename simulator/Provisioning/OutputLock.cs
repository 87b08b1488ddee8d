using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Keeps two runs from working in one folder at once.</summary>
internal static class OutputLock
{
    private const string Name = ".provision.lock";

    /// <summary>Takes the lock.</summary>
    /// <param name="output">The folder with the cabinets' folders.</param>
    /// <returns>The lock; dispose of it to give it back.</returns>
    /// <exception cref="UserErrorException">Another run has it.</exception>
    public static FileStream Take(string output)
    {
        try
        {
            return new FileStream(Path.Combine(output, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw new UserErrorException(
                $"Another \"provision\" is at work in {output}; wait until it has ended. 另一个provision正在{output}里工作；请等它结束。",
                UserErrorException.Environment);
        }
    }
}
