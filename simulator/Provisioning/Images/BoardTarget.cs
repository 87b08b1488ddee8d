using AedCabinet.Simulator.Boards.Checking;

namespace AedCabinet.Simulator.Provisioning.Images;

/// <summary>What provisioning needs of a board of <c>hardware/boards</c>.</summary>
/// <param name="Board">Its name.</param>
/// <param name="Target">What the flash tool calls it.</param>
/// <param name="Network"><c>wifi</c> or <c>ethernet</c>.</param>
/// <param name="Pins">GPIO numbers by signal.</param>
/// <param name="Kinds">The kinds of cabinet it has pins enough for; none for all.</param>
/// <param name="Lacks">Why it has no pin for a signal.</param>
/// <param name="Memory">The heap it leaves to the program, and what it is for because of it.</param>
/// <param name="Deployment">Where in its flash the program goes.</param>
public sealed record BoardTarget(
    string Board,
    string Target,
    string Network,
    IReadOnlyDictionary<string, int> Pins,
    IReadOnlyList<string> Kinds,
    IReadOnlyDictionary<string, string> Lacks,
    BoardMemory Memory,
    BoardDeployment Deployment)
{
    private static readonly Lazy<HashSet<string>> s_benchOnly = new(
        () => [.. ShippedBoards.Load().Where(board => board.Memory.IsBenchOnly).Select(board => board.Board)]);

    /// <summary>Reads every board that ships with the program.</summary>
    /// <returns>The boards by name.</returns>
    public static IReadOnlyDictionary<string, BoardTarget> LoadAll() =>
        ShippedBoards.Load().ToDictionary(board => board.Board,
            board => new BoardTarget(board.Board, board.Target, board.Network, board.Pins, board.Kinds, board.Lacks, board.Memory,
                board.Deployment));

    /// <summary>Whether a board must not hang in a cabinet.</summary>
    /// <param name="board">Its name.</param>
    /// <returns><c>false</c> also for a board that does not ship with the program.</returns>
    public static bool IsBenchOnly(string board) => s_benchOnly.Value.Contains(board);
}
