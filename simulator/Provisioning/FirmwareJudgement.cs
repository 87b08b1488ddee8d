using System.Text.Json.Nodes;
using AedCabinet.Controller;
using AedCabinet.Handover;
using AedCabinet.Settings;
using AedCabinet.Simulator.Provisioning.Images;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>The device's own reader judges the settings that were made for it: it decides.</summary>
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
            Wording what = DeviceRefusal.Of(line);
            Wording why = Why(path, board);
            row.Add(FirmwarePaths.ColumnOf(path), $"控制板的固件不接受：{what.Zh}。{why.Zh}", $"the device refuses {what.En}.{why.En}");
        }

        if (configuration is not null && found.Count == 0)
        {
            CheckKept(row, settings, configuration);
        }

        return configuration;
    }

    // The registry will show the text as the device reads it. Characters that the device can't keep are refused here.
    private static void CheckKept(RowReader row, JsonObject settings, CabinetConfiguration configuration)
    {
        SiteSettings site = configuration.Site;
        AedSettings aed = configuration.Aed;
        foreach ((string section, string name, string column, string kept) in new[]
        {
            ("site", "name", "name", site.Name), ("site", "site", "site", site.Site), ("site", "where", "where", site.Where), ("site",
                "floor", "floor", site.Floor), ("site", "hours", "hours", site.Hours),
            ("site", "contactName", "contactName", site.ContactName), ("site", "contactPhone", "contactPhone", site.ContactPhone), ("aed",
                "model", "aedModel", aed.Model), ("aed", "serial", "aedSerial", aed.Serial),
        })
        {
            if (settings[section]?[name]?.GetValue<string>() is { } text && text != kept)
            {
                row.Add(column, $"“{text}”里有控制板存不下的字符，它会变成“{kept}”；请换一种写法。",
                    $"\"{text}\" holds characters that the device can't keep, it would become \"{kept}\"; write it otherwise.");
            }
        }
    }

    private static Wording Why(string path, BoardTarget board) =>
        path.StartsWith(PinsPath, StringComparison.Ordinal) && board.Lacks.TryGetValue(path[PinsPath.Length..], out string? why)
            ? new($"{board.Board}没有这个引脚：{why}；请换一种控制板。", $" {board.Board} has no such pin: {why}; choose another board.")
            : new(string.Empty, string.Empty);
}
