using System.CommandLine;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Simulator.Boards.Circuit;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>boards kicad</c>: whether a KiCad schematic connects what the reference circuit connects.</summary>
internal static class BoardsKicadCommand
{
    private const int Differs = 1;
    private const string ExportEnd = ".net";

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<FileInfo> file = new("FILE")
        {
            Description =
            "A schematic of hardware/kicad (aed, kit or station.kicad_sch), or a netlist that KiCad exported of one (aed, kit or "
                + "station.net)."
        };
        Command command = new("kicad",
            "Compares a KiCad schematic, or a netlist that KiCad exported, with the reference circuit. Exit code 1 when they differ.")
        {
            file
        };
        command.SetAction(result => Compare(result.GetValue(file)!));
        return command;
    }

    private static int Compare(FileInfo file)
    {
        BoardFile board = ShippedBoards.Load().Single(one => one.Board == SimulatedBoard.Reference);
        string kind = Path.GetFileNameWithoutExtension(file.Name);
        if (!board.Kinds.Contains(kind))
        {
            throw new UserErrorException(
                $"{file}: its name must be that of the kind of cabinet: {string.Join(", ", board.Kinds)}. "
                    + $"文件名必须是柜型：{string.Join("、", board.Kinds)}。", UserErrorException.WrongInput);
        }

        Netlist netlist = new(ReferenceCircuit.Load(), board, kind);
        (KicadNetlist read, string by) = Read(file);
        IReadOnlyList<string> differences = read.Differences(netlist, KicadData.Load());
        foreach (string difference in differences)
        {
            Console.Error.WriteLine($"{file}: {difference}");
        }

        Console.Out.WriteLine(
            $"{file}: {netlist.Parts.Count} 个元件，{netlist.Nets.Count} 个网络，{differences.Count} 处不同；{netlist.Parts.Count} parts, "
                + $"{netlist.Nets.Count} nets, {differences.Count} differences ({by}).");
        return differences.Count == 0 ? 0 : Differs;
    }

    private static (KicadNetlist Netlist, string By) Read(FileInfo file)
    {
        try
        {
            if (file.Extension == ExportEnd)
            {
                return (KicadNetlist.OfExport(File.ReadAllText(file.FullName)), "exported by KiCad");
            }

            string text = File.ReadAllText(file.FullName);
            return KicadCli.ExportNetlist(file.FullName) is string exported
                ? (KicadNetlist.OfExport(exported), "exported by kicad-cli")
                : (KicadNetlist.OfSchematic(file.Name,
                    name => name == file.Name ? text : File.ReadAllText(Path.Combine(file.DirectoryName!, name))),
                    "read by this program; kicad-cli of KiCad 7 or later is not there");
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new UserErrorException($"{file} can't be read as KiCad's: {exception.Message} 不能作为KiCad文件读取。",
                UserErrorException.WrongInput);
        }
    }
}
