using System.Globalization;
using System.Text.Json.Nodes;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Compares the rows of a table with each other: what only one of them may have, and what looks wrong when several do.</summary>
internal sealed class RowComparison
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _probes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<RowReader>> _serials = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(decimal North, decimal East), List<RowReader>> _places = [];

    /// <summary>Notes an id, and tells when another row has it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="id">The id; nothing is noted when it is empty.</param>
    public void NoteId(RowReader row, string id) =>
        AddUnlessTaken(row, CabinetColumns.Id, id, _ids,
            new("每台机柜的编号不能相同，只差大小写也不行", "every cabinet needs an id of its own, also apart from upper and lower case"));

    /// <summary>Notes a probe's number, and tells when it is there already.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="number">The number; nothing is noted when it is empty.</param>
    public void NoteProbe(RowReader row, string column, string number) =>
        AddUnlessTaken(row, column, number, _probes, new("两个探头的编号不会相同", "no two probes have the same number"));

    /// <summary>Notes an AED's serial number.</summary>
    /// <param name="row">The row.</param>
    /// <param name="serial">The number; nothing is noted when it is empty.</param>
    public void NoteSerial(RowReader row, string serial)
    {
        if (serial.Length > 0)
        {
            _serials.TryAdd(serial, []);
            _serials[serial].Add(row);
        }
    }

    /// <summary>Notes where a cabinet is. A bus has no place of its own.</summary>
    /// <param name="row">The row.</param>
    /// <param name="place">The section <c>site</c>.</param>
    public void NotePlace(RowReader row, JsonNode place)
    {
        if (place["lat"] is { } north && place["lon"] is { } east && place["mobile"] is null)
        {
            (decimal, decimal) key = (north.GetValue<decimal>(), east.GetValue<decimal>());
            _places.TryAdd(key, []);
            _places[key].Add(row);
        }
    }

    /// <summary>Tells what several rows have and should not, once all are noted.</summary>
    public void Tell()
    {
        TellSharedSerials();
        TellSharedPlaces();
    }

    // One AED can't be in two cabinets. But numbers that became the same only by taking away what was put around them are looked at,
    // not refused: whoever wrote ="0012" had to work around Excel.
    private void TellSharedSerials()
    {
        foreach ((string serial, List<RowReader> same) in _serials.Where(pair => pair.Value.Count > 1))
        {
            RowReader[] plain = [.. same.Where(row => row.IsPlain("aedSerial"))];
            foreach (RowReader row in plain.Skip(1))
            {
                row.Add("aedSerial", $"“{serial}”在第{plain[0].Line}行已经有了；一台AED不能在两台机柜里。",
                    $"\"{serial}\" is on line {plain[0].Line} already; one AED can't be in two cabinets.");
            }

            if (plain.Length < same.Count)
            {
                string lines = LinesOf(same);
                same[0].Add("aedSerial", $"第{lines}行都读成“{serial}”；请核对是不是同一台AED。",
                    $"lines {lines} are all read as \"{serial}\"; compare whether it is the same AED.", true);
            }
        }
    }

    private static string LinesOf(IReadOnlyList<RowReader> rows)
    {
        const int MostNamed = 8;
        return string.Join(", ", rows.Take(MostNamed).Select(row => row.Line)) + (rows.Count > MostNamed ? " …" : string.Empty);
    }

    private void TellSharedPlaces()
    {
        foreach (((decimal north, decimal east), List<RowReader> rows) in _places.Where(pair => pair.Value.Count > 1))
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{north}, {east}");
            string lines = LinesOf(rows);
            rows[0].Add("lat", $"{rows.Count}台机柜在同一点{place}（第{lines}行）；请核对坐标。",
                $"{rows.Count} cabinets stand at one point, {place} (lines {lines}); check their positions.", true);
        }
    }

    private static void AddUnlessTaken(RowReader row, string column, string value, Dictionary<string, int> taken, Wording why)
    {
        if (value.Length > 0 && !taken.TryAdd(value, row.Line))
        {
            row.Add(column, $"“{value}”在第{taken[value]}行已经有了；{why.Zh}。", $"\"{value}\" is on line {taken[value]} already; {why.En}.");
        }
    }
}
