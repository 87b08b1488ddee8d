using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>The wiring diagrams, wire lists, schematics and bills of materials that are printed and taken along.</summary>
public static class CircuitDocuments
{
    /// <summary>Makes the documents of all boards and kinds of cabinet.</summary>
    /// <param name="circuit">The reference circuit.</param>
    /// <param name="boards">The boards.</param>
    /// <returns>The text of each file, by its path below <c>hardware</c>.</returns>
    /// <exception cref="UserErrorException">The circuit can't be built; every reason is named.</exception>
    public static IReadOnlyDictionary<string, string> Make(ReferenceCircuit circuit, IEnumerable<BoardFile> boards)
    {
        Netlist[] netlists = [.. Netlist.All(circuit, boards)];
        string[] problems = [.. netlists.SelectMany(NetlistCheck.Problems)];
        if (problems.Length > 0)
        {
            throw new UserErrorException(string.Join(System.Environment.NewLine, problems), UserErrorException.WrongInput);
        }

        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (Netlist netlist in netlists)
        {
            string name = $"{netlist.Board.Board}-{netlist.Kind}";
            files[$"bom/{name}.csv"] = BillOfMaterials.ToCsv(BillOfMaterials.Lines(netlist), circuit.Notice);
            foreach ((string page, SvgPage sheet) in netlist.Board.Memory.IsBenchOnly ? [] : WireSheets.Draw(netlist, Subtitle(netlist)))
            {
                files[$"sheets/{name}-{page}.svg"] = sheet.ToString();
            }

            IReadOnlyList<string> pages = Draw(netlist);
            for (int index = 0; index < pages.Count; index++)
            {
                files[$"wiring/{name}-{index + 1}.svg"] = pages[index];
            }
        }

        KicadData kicad = KicadData.Load();
        foreach (Netlist netlist in netlists.Where(netlist => netlist.Board.Board == SimulatedBoard.Reference))
        {
            foreach ((string name, string text) in KicadSchematic.Make(netlist, kicad))
            {
                files[$"kicad/{netlist.Kind}/{name}"] = text;
            }
        }

        return files;
    }

    private static string Subtitle(Netlist netlist)
    {
        string kind = netlist.Kind switch
        {
            "aed" => "AED柜 AED cabinet",
            "kit" => "急救箱柜（蓄电池） First-aid kit cabinet on a battery",
            _ => "应急救护一体机 Station: AED and kit",
        };
        return $"{netlist.Board.Name} · {kind}{(netlist.Board.Memory.IsBenchOnly ? " · 仅供台架试验 bench only" : string.Empty)}";
    }

    private static List<string> Draw(Netlist netlist)
    {
        string subtitle = Subtitle(netlist);
        BlockSheets blocks = new(netlist);
        int count = blocks.Count + 1;
        SvgPage first = new("接线图 Wiring", subtitle, $"1 / {count}", netlist.Circuit.Notice);
        WiringSheet.Draw(netlist, first);
        List<string> pages = [first.ToString()];
        for (int index = 0; index < blocks.Count; index++)
        {
            SvgPage page = new("电路 Circuit", subtitle, $"{index + 2} / {count}", netlist.Circuit.Notice);
            blocks.Draw(index, page);
            pages.Add(page.ToString());
        }

        return pages;
    }
}
