namespace AedCabinet.Simulator.Boards.Circuit;

/// <content>Reading one sheet.</content>
public sealed partial class KicadNetlist
{
    /// <summary>Reads one sheet: what meets at a point is connected, and what has the same label.</summary>
    private sealed class SheetReader(KicadNetlist netlist, Dictionary<string, int> global, string sheet,
        Dictionary<string, (string Ref, string Value, string Footprint)> instances)
    {
        private const double Tolerance = 0.001;
        private readonly List<(double X, double Y)> _points = [];
        private readonly List<int> _group = [];
        private readonly Dictionary<string, int> _local = [];

        public void Read(Expression file)
        {
            // An unknown element could connect or cut nets, so it must not be ignored.
            string[] known = ["version", "generator", "uuid", "paper", "title_block", "lib_symbols", "text", "symbol", "wire", "label",
                "global_label", "no_connect"];
            if (file.Children.FirstOrDefault(child => !known.Contains(child.Name)) is Expression other)
            {
                throw new FormatException($"({other.Name} …) is not read here.");
            }

            List<(int From, int To)> wires = [];
            foreach (Expression wire in file.All("wire"))
            {
                int[] ends = [.. wire.One("pts").All("xy").Select(PointAt)];
                Join(ends[0], ends[^1]);
                wires.Add((ends[0], ends[^1]));
            }

            Dictionary<string, Expression> library = file.One("lib_symbols").All("symbol").ToDictionary(symbol => symbol.Words[0]);
            List<(int Point, string Ref, string Pin)> pins = [.. file.All("symbol")
                .SelectMany(symbol => PinsOf(symbol, library[symbol.One("lib_id").Words[0]]))];
            List<(int Point, string Name, bool IsGlobal)> labels = [.. file.Children.Where(child => child.Name is "label" or "global_label")
                .Select(label => (PointAt(label.One("at")), label.Words[0], label.Name == "global_label"))];
            if (wires.Any(wire => Enumerable.Range(0, _points.Count).Any(point => IsInside(wire, point))))
            {
                throw new FormatException("A pin, a label or a wire touches the middle of a wire; that is not read here.");
            }

            foreach ((int point, string name, bool isGlobal) in labels)
            {
                string key = isGlobal ? "global " + name : name;
                Join(_local.TryAdd(key, point) ? point : _local[key], point);
            }

            foreach (IGrouping<int, (int Point, string Ref, string Pin)> net in pins.GroupBy(pin => Find(pin.Point)))
            {
                (string? name, bool isGlobal) = labels.Where(label => Find(label.Point) == net.Key)
                    .OrderByDescending(label => label.IsGlobal).Select(label => ((string?)label.Name, label.IsGlobal)).FirstOrDefault();
                HashSet<(string Ref, string Pin)> ends = [.. net.Select(pin => (pin.Ref, pin.Pin))];
                if (isGlobal && global.TryGetValue(name!, out int earlier))
                {
                    netlist._nets[earlier].Pins.UnionWith(ends);
                    continue;
                }

                if (isGlobal)
                {
                    global[name!] = netlist._nets.Count;
                }

                netlist._nets.Add((name, ends));
            }
        }

        private IEnumerable<(int Point, string Ref, string Pin)> PinsOf(Expression symbol, Expression library)
        {
            Expression at = symbol.One("at");
            if (at.Number(2) != 0 || symbol.All("mirror").Any())
            {
                throw new FormatException("A turned symbol is not read here.");
            }

            (string reference, string value, string footprint) = instances[$"/{sheet}/{symbol.One("uuid").Words[0]}"];
            if (!netlist.Parts.TryAdd(reference, (value, footprint)))
            {
                throw new FormatException($"{reference} is there twice.");
            }

            // Up is plus inside a symbol, and down is plus on a sheet.
            return library.All("symbol").SelectMany(unit => unit.All("pin"))
                .Select(
                    pin => (PointAt(at.Number(0) + pin.One("at").Number(0), at.Number(1) - pin.One("at").Number(1)), reference,
                        pin.One("number").Words[0])).ToList();
        }

        private int PointAt(Expression at) => PointAt(at.Number(0), at.Number(1));

        private int PointAt(double x, double y)
        {
            int known = _points.FindIndex(point => Math.Abs(point.X - x) < Tolerance && Math.Abs(point.Y - y) < Tolerance);
            if (known >= 0)
            {
                return known;
            }

            _points.Add((x, y));
            _group.Add(_points.Count - 1);
            return _points.Count - 1;
        }

        private bool IsInside((int From, int To) wire, int point)
        {
            if (point == wire.From || point == wire.To)
            {
                return false;
            }

            ((double fromX, double fromY), (double toX, double toY), (double x, double y)) = (_points[wire.From], _points[wire.To],
                _points[point]);
            double along = Math.Sqrt(((toX - fromX) * (toX - fromX)) + ((toY - fromY) * (toY - fromY)));
            double byWay = Math.Sqrt(((x - fromX) * (x - fromX)) + ((y - fromY) * (y - fromY)))
                + Math.Sqrt(((toX - x) * (toX - x)) + ((toY - y) * (toY - y)));
            return byWay - along < Tolerance;
        }

        private int Find(int point) => _group[point] == point ? point : _group[point] = Find(_group[point]);

        private void Join(int one, int other) => _group[Find(one)] = Find(other);
    }
}
