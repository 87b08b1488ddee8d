using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Boards.Checking;

/// <summary>The boards that ship with the simulator: the files of <c>hardware/boards</c>.</summary>
public static class ShippedBoards
{
    /// <summary>Gets the paths of the files, by name.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "boards"), "*.json").Order(StringComparer.Ordinal)];

    /// <summary>Reads all of them.</summary>
    /// <returns>The boards.</returns>
    /// <exception cref="UserErrorException">A file is wrong.</exception>
    public static IReadOnlyList<BoardFile> Load() => [.. Files.Select(Read)];

    /// <summary>Reads one board's file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The board.</returns>
    /// <exception cref="UserErrorException">The file is wrong.</exception>
    public static BoardFile Read(string path)
    {
        List<BoardProblem> problems = [];
        BoardFile? board = BoardFileReader.Read(Path.GetFileName(path), File.ReadAllText(path), problems);
        return board is not null && problems.Count == 0
            ? board
            : throw new UserErrorException(string.Join(System.Environment.NewLine, problems), UserErrorException.WrongInput);
    }
}
