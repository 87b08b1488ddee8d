namespace AedCabinet.DeviceRules.Tests;

/// <summary>Who uses whom.</summary>
public sealed class Arrows
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _from = new(StringComparer.Ordinal);

    /// <summary>Notes that one uses another; itself is passed over.</summary>
    public void Add(string from, string to, string why)
    {
        if (from == to)
        {
            return;
        }

        if (!_from.TryGetValue(from, out var targets))
        {
            _from[from] = targets = new SortedDictionary<string, string>(StringComparer.Ordinal);
        }

        targets.TryAdd(to, why);
    }

    /// <summary>One line for each arrow that stands in a circle, with what draws it; none where there is no circle.</summary>
    public IEnumerable<string> Circles() =>
        from source in _from
        from target in source.Value
        where Reach(target.Key).Contains(source.Key)
        select $"{source.Key} -> {target.Key}, by {target.Value}";

    private HashSet<string> Reach(string start)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([start]);
        while (open.TryPop(out var place))
        {
            if (reached.Add(place) && _from.TryGetValue(place, out var targets))
            {
                foreach (var target in targets.Keys)
                {
                    open.Push(target);
                }
            }
        }

        return reached;
    }
}
