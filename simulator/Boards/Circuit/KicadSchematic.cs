using static AedCabinet.Simulator.Boards.Circuit.KicadText;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>The circuit as a schematic of KiCad, in the format of version 6, which the later ones read.</summary>
public static class KicadSchematic
{
    private const int NoteWidth = 180;

    /// <summary>Makes the files of one cabinet's schematic.</summary>
    /// <param name="netlist">The circuit.</param>
    /// <param name="data">Sheets, footprints and pads.</param>
    /// <returns>The text of each file by its name.</returns>
    public static IReadOnlyDictionary<string, string> Make(Netlist netlist, KicadData data)
    {
        KicadSheetPlan[] plans = [.. data.Sheets.Where(plan => netlist.Uses.Any(use => plan.Blocks.Contains(use.Block.Block)))];
        Dictionary<string, KicadSheetPlan> sheetOf = plans.SelectMany(plan => plan.Blocks.Select(block => (block, plan)))
            .ToDictionary(pair => pair.block, pair => pair.plan);
        Dictionary<string, BlockUse> useOf = netlist.Parts.ToDictionary(part => part.Ref, part => part.Use);
        bool IsGlobal(string net) => netlist.Nets[net].Select(end => sheetOf[useOf[end.Ref].Block.Block]).Distinct().Count() > 1;

        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        Expression instances = new("symbol_instances");
        Expression pages = new("sheet_instances",
            new Expression("path", new Expression.Quoted("/"), new Expression("page", new Expression.Quoted("1"))));
        Expression root = new("kicad_sch", new Expression("version", 20211123), new Expression("generator", "aed_cabinet"),
            Uuid($"{netlist.Board.Board}/{netlist.Kind}"), new Expression("paper", new Expression.Quoted("A4")), TitleBlock(netlist,
                $"AED Cabinet, {netlist.Kind}"), new Expression("lib_symbols"));
        if (netlist.Circuit.Notice is BilingualText notice)
        {
            root.Add(Text(notice.Zh, 20.32, 25.4, 5, $"{netlist.Kind}/zh", isBold: true))
                .Add(Text(notice.En, 20.32, 35.56, 5, $"{netlist.Kind}/en", isBold: true));
        }

        foreach ((int index, string line) in SvgPage.Wrap($"{netlist.Board.Name}. {data.Note}", 2, NoteWidth).Index())
        {
            root.Add(Text(line, 20.32, 45.72 + (index * 2.54), 1.5, $"{netlist.Kind}/note {index}"));
        }

        foreach ((int index, KicadSheetPlan plan) in plans.Index())
        {
            string uuid = UuidOf($"{netlist.Board.Board}/{netlist.Kind}/{plan.Sheet}");
            KicadSheet sheet = new(netlist, data, plan, IsGlobal);
            files[$"{plan.Sheet}.kicad_sch"] = sheet.Draw().ToString();
            root.Add(SheetBox(plan, uuid, 25.4 + (index % 2 * 121.92), 63.5 + (index / 2 * 27.94)));
            pages.Add(new Expression("path", new Expression.Quoted($"/{uuid}"),
                new Expression("page", new Expression.Quoted($"{index + 2}"))));
            foreach ((NetlistPart part, string symbol) in sheet.Placed)
            {
                instances.Add(new Expression(
                    "path",
                    new Expression.Quoted($"/{uuid}/{symbol}"),
                    new Expression("reference", new Expression.Quoted(part.Ref)),
                    new Expression("unit", 1),
                    new Expression("value", new Expression.Quoted(part.Type.Value)),
                    new Expression("footprint", new Expression.Quoted(data.FootprintOf(part)))));
            }
        }

        files[$"{netlist.Kind}.kicad_sch"] = root.Add(pages).Add(instances).ToString();
        files[$"{netlist.Kind}.kicad_pro"] =
            $"{{\n  \"meta\": {{\n    \"filename\": \"{netlist.Kind}.kicad_pro\",\n    \"version\": 1\n  }}\n}}\n";
        return files;
    }

    private static Expression SheetBox(KicadSheetPlan plan, string uuid, double x, double y) => new(
        "sheet",
        At2(x, y),
        new Expression("size", 101.6, 15.24),
        new Expression("stroke", new Expression("width", 0.1524), new Expression("type", "solid"), new Expression("color", 0, 0, 0, 0)),
        new Expression("fill", new Expression("color", 0, 0, 0, 0.0)),
        new Expression("uuid", uuid),
        Property("Sheet name", $"{plan.Sheet}: {plan.Zh} {plan.En}", 0, x, y - 0.7, isHidden: false, "left"),
        Property("Sheet file", $"{plan.Sheet}.kicad_sch", 1, x, y + 17.5, isHidden: false, "left"));

    private static Expression At2(double x, double y) => new("at", x, y);
}
