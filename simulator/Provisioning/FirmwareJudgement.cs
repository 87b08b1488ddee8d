using System.Text.Json.Nodes;
using AedCabinet.Controller;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>The device has the last word: its own reader judges what was made for it.</summary>
internal static class FirmwareJudgement
{
    private const string PinsPath = "pins.";

    /// <summary>Has a cabinet's settings judged.</summary>
    /// <param name="row">The row they were made of; is told what is wrong.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="board">The board: it says why it has no pin for a signal.</param>
    /// <returns>The configuration, or <c>null</c>.</returns>
    public static CabinetConfiguration? Of(RowReader row, JsonObject settings, BoardTarget board)
    {
        ConfigurationProblems found = new();
        CabinetConfiguration? configuration = ConfigurationFile.Parse(PlainJson.Write(settings), found);
        foreach (string line in found.ToLines())
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            string path = colon < 0 ? string.Empty : line[..colon];
            row.Add(FirmwarePaths.ColumnOf(path), $"the device refuses {(path.Length == 0 ? string.Empty : path + ": ")}{line[(path.Length == 0 ? 0 : colon + 2)..]}.{Why(path, board)}");
        }

        return configuration;
    }

    private static string Why(string path, BoardTarget board) =>
        path.StartsWith(PinsPath, StringComparison.Ordinal) && board.Lacks.TryGetValue(path[PinsPath.Length..], out string? why)
            ? $" {board.Board} has no such pin: {why}; choose another board."
            : string.Empty;
}
