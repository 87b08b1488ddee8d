using System.Globalization;
using System.Text.Json.Nodes;
using AedCabinet.Handover;
using AedCabinet.Messages;
using AedCabinet.Parsing;
using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Provisioning.Images;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Judges the rows of a table, one by one and against each other, and makes cabinets' settings of them.</summary>
/// <param name="site">What all share.</param>
/// <param name="siteFile">The site's file, for problems.</param>
/// <param name="boards">The boards there are.</param>
/// <param name="today">The day.</param>
/// <param name="file">The table's name, for problems.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class CabinetPlanner(
    SitePlan site, string siteFile, IReadOnlyDictionary<string, BoardTarget> boards, DateOnly today, string file,
    List<ProvisioningProblem> problems)
{
    private static readonly string[] s_kinds = ["aed", "kit", "station"];
    private static readonly string[] s_columnsOfAed = ["aedModel", "aedSerial", "padsExpire", "batteryExpire", "profile"];
    private bool _hasToldOfSiteBoard;
    private readonly RowComparison _rows = new();
    private readonly Dictionary<string, JsonObject> _profiles = ProfileSource.Names.ToDictionary(name => name, ProfileSource.Load);

    /// <summary>Judges every row.</summary>
    /// <param name="table">The table.</param>
    /// <returns>The cabinets; use them only when no problem was found.</returns>
    public IReadOnlyList<CabinetPlan> PlanAll(CabinetTable table)
    {
        CabinetPlan[] plans = [.. table.Rows.Select(Plan).OfType<CabinetPlan>()];
        _rows.Tell();
        return plans;
    }

    private CabinetPlan? Plan(TableRow values)
    {
        RowReader row = new(values, file, problems);
        string id = ReadId(row);
        string kind = row.Choice("kind", s_kinds, true);
        JsonObject settings = new()
        {
            ["version"] = CabinetConfiguration.FormatVersion,
            ["id"] = id,
            ["kind"] = kind,
            ["prefecture"] = row.Code("prefecture", 4),
            ["county"] = PlaceColumns.ReadCounty(row),
            ["sector"] = ReadSector(row),
            ["firstBoot"] = 1,
            ["commandKey"] = new string('a', 2 * CabinetSecrets.KeyBytes),
            ["site"] = PlaceColumns.ReadSite(row),
        };
        _rows.NotePlace(row, settings["site"]!);
        string profile = AddAed(settings, row, kind);
        BoardTarget? board = ReadBoard(row);
        FittedParts fitted = FittedParts.Read(row, kind, profile.Length > 0);
        AddFitted(settings, row, fitted);
        if (board is not null)
        {
            fitted.Check(row, board);
            if (kind.Length > 0 && board.Kinds.Count > 0 && !board.Kinds.Contains(kind))
            {
                string kinds = string.Join(", ", board.Kinds);
                row.Add("board", $"{board.Board}的引脚不够用于“{kind}”，只够用于{kinds}；请换一种控制板。",
                    $"{board.Board} has not pins enough for the kind \"{kind}\", only for {kinds}; choose another board.");
            }
        }

        AddNetwork(settings, row, board);
        if (profile.Length > 0)
        {
            settings["indicatorProfile"] = _profiles[profile].DeepClone();
        }

        if (board is null || row.HasMistakes)
        {
            return null;
        }

        settings["pins"] = fitted.PinsOf(board);
        return FirmwareJudgement.Of(row, settings, board) is { } configuration && !row.HasMistakes
            ? new CabinetPlan(row.Line, id, new Topics(configuration).Base, board, settings)
            : null;
    }

    private static string ReadSector(RowReader row)
    {
        string[] departments = [.. ConfigurationReader.Sectors.Split(", ").Where(sector => sector != TableWords.Enterprise)];
        string said = row.Text("sector", true);
        if (said.Equals(TableWords.Enterprise, StringComparison.OrdinalIgnoreCase))
        {
            row.Add("sector", "企业是设置单位的性质，不是归口部门；旧表照用，新机柜请填主管部门。",
                "is an owner's kind, not a department; kept for older tables, name the department that supervises it for new cabinets.",
                true);
            return TableWords.Enterprise;
        }

        if (said == "企业")
        {
            row.Add("sector", "企业是设置单位的性质，不是归口部门；请填主管它的部门，例如商务、交通运输。",
                "企业 is an owner's kind, not a department; name the department that supervises it, for example commerce or transport.");
            return string.Empty;
        }

        return row.Choice("sector", departments, true);
    }

    private string ReadId(RowReader row)
    {
        string id = row.Text(CabinetColumns.Id, true, 32);
        if (id.Length == 0)
        {
            return id;
        }

        if (CabinetIds.WhyRefused(id) is { } reason)
        {
            row.Add(CabinetColumns.Id, $"“{id}”{reason.Zh}。", $"\"{id}\" {reason.En}.");
        }

        _rows.NoteId(row, id);
        return id;
    }

    private string AddAed(JsonObject settings, RowReader row, string kind)
    {
        bool hasAed = kind != "kit";
        bool hasKit = kind is "kit" or "station";
        JsonObject care = [];
        string profile = row.Choice("profile", [.. _profiles.Keys], false);
        if (hasAed)
        {
            JsonObject aed = new() { ["model"] = row.Text("aedModel", true), ["serial"] = row.Text("aedSerial", true) };
            _rows.NoteSerial(row, aed["serial"]!.GetValue<string>());
            aed.AddText("profile", profile);
            aed.AddText("padsExpire", ReadExpiry(row, "padsExpire"));
            aed.AddText("batteryExpire", ReadExpiry(row, "batteryExpire"));
            settings["aed"] = aed;
        }
        else
        {
            foreach (string column in s_columnsOfAed.Where(row.Has))
            {
                row.Add(column, $"有值，但急救箱柜里没有AED；请清空，或改正{row.NameOf("kind")}。",
                    $"is there, but a kit has no AED; empty it, or correct the {row.NameOf("kind")}.");
            }
        }

        if (hasKit)
        {
            care.AddText("kitExpire", ReadExpiry(row, "kitExpire"));
        }
        else if (row.Has("kitExpire"))
        {
            row.Add("kitExpire", $"有值，但这种机柜没有急救箱；请清空，或改正{row.NameOf("kind")}。",
                $"is there, but this kind has no first-aid kit; empty it, or correct the {row.NameOf("kind")}.");
        }

        string inspected = row.Date("lastInspection", false);
        if (inspected.Length > 0 && DateOnly.ParseExact(inspected, "yyyy-MM-dd", CultureInfo.InvariantCulture) > today)
        {
            row.Add("lastInspection", $"{inspected}还没有到。", $"{inspected} is yet to come.");
        }

        care.AddText("lastInspection", inspected);
        if (care.Count > 0)
        {
            settings["care"] = care;
        }

        return profile;
    }

    private string ReadExpiry(RowReader row, string column)
    {
        string day = row.Date(column, true);
        if (day.Length > 0 && DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) < today)
        {
            row.Add(column, $"{day}已经过期；这样的机柜永远不可用：先更换，再填新日期。",
                $"{day} is past; such a cabinet is never ready: replace what has expired, then give the new date.");
        }

        return day;
    }

    private BoardTarget? ReadBoard(RowReader row)
    {
        if (!row.Has("board") && site.Board.Length == 0)
        {
            string names = string.Join(", ", boards.Keys);
            row.Add("board", $"是空的，{siteFile}里也没有board；可以填：{names}。",
                $"is empty, and {siteFile} names no board either; there are: {names}.");
            return null;
        }

        string name = row.Has("board") ? row.Choice("board", [.. boards.Keys], true) : site.Board;
        BoardTarget? board = boards.GetValueOrDefault(name);
        if (board is { Memory.IsBenchOnly: true } && !site.HasBenchBoards)
        {
            RefuseBenchBoard(row, board);
        }

        return board;
    }

    private void RefuseBenchBoard(RowReader row, BoardTarget board)
    {
        string others = string.Join(", ", boards.Values.Where(other => !other.Memory.IsBenchOnly).Select(other => other.Board));
        string en =
            $"{board.Board} is for the bench only: {board.Memory.Why.En}. Take one of: {others}; {siteFile} refuses such boards by "
                + $"\"benchBoards\": false.";
        string zh = $"{board.Board}仅供台架试验：{board.Memory.Why.Zh}。请用：{others}；{siteFile}里写了\"benchBoards\": false，不接受这种板。";
        if (row.Has("board"))
        {
            row.Add("board", zh, en);
        }
        else if (!_hasToldOfSiteBoard)
        {
            // A mistake of the site's file is reported once, not for every row.
            problems.Add(new(siteFile, 0, "board", new Wording(zh, en)));
            _hasToldOfSiteBoard = true;
        }
    }

    private void AddFitted(JsonObject settings, RowReader row, FittedParts fitted)
    {
        JsonObject climate = new() { ["probeFitted"] = fitted.Probe, ["heaterFitted"] = fitted.Heater, ["fanFitted"] = fitted.Fan };
        climate.AddText("insideProbe", ReadProbe(row, "insideProbe"));
        climate.AddText("outsideProbe", ReadProbe(row, "outsideProbe"));
        if (row.Has("outsideProbe") && !row.Has("insideProbe"))
        {
            row.Add("insideProbe", "是空的；两个探头共用一条总线，各要填编号。", "is empty; two probes share the bus, so each needs its number.");
        }

        if (!fitted.Probe && (row.Has("insideProbe") || row.Has("outsideProbe")))
        {
            row.Add("probeFitted", "填了“否”，却有探头的编号；请改正其中一个。", "is no, but a probe's number is there; correct one of them.");
        }

        settings["climate"] = climate;
        settings["power"] = fitted.PowerSettings();
        settings["presence"] = new JsonObject { ["fitted"] = fitted.Presence };
        settings["lock"] = new JsonObject { ["fitted"] = fitted.Lock };
    }

    private string ReadProbe(RowReader row, string column)
    {
        string number = row.Text(column, false).ToUpperInvariant();
        if (number.Length > 0 && !ProbeNumber.TryParse(number, out _))
        {
            row.Add(
                column,
                $"“{number}”不是DS18B20的编号：16位十六进制数字，前两位是28，后两位是校验。",
                $"\"{number}\" is no DS18B20's number: 16 hexadecimal digits, the first two 28, the last two their check sum.");
        }

        _rows.NoteProbe(row, column, number);
        return number;
    }

    private void AddNetwork(JsonObject settings, RowReader row, BoardTarget? board)
    {
        settings["network"] = board?.Network;
        if (board?.Network == "wifi" && site.Wifi is null)
        {
            row.Add("board", $"{board.Board}用Wi-Fi，但{siteFile}里没有wifi。", $"{board.Board} uses Wi-Fi, but {siteFile} has no \"wifi\".");
        }

        JsonObject broker = new() { ["host"] = site.Host, ["port"] = site.Port, ["tls"] = site.IsTls };
        if (site.IsTls)
        {
            broker["caFile"] = SitePlan.CaFileName;
        }

        if (settings["power"]?["deepSleep"] is not null)
        {
            // Kits wake by their door or their own timer, not when a region's mains return, so they don't all connect at once.
            broker["firstAttemptSeconds"] = 0;
        }

        if (site.CommandQos == 0)
        {
            broker["commandQos"] = 0;
        }

        broker["user"] = settings["id"]!.GetValue<string>();
        broker["password"] = new string('a', 32);
        settings["broker"] = broker;
        settings["clock"] = new JsonObject { ["utcOffsetMinutes"] = site.UtcOffsetMinutes };
    }
}
