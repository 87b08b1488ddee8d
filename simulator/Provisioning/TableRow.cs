namespace AedCabinet.Simulator.Provisioning;

/// <summary>A row of the table.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Values">Its values by the column's name, without blanks around them.</param>
/// <param name="Header">The table's header.</param>
public sealed record TableRow(int Line, IReadOnlyDictionary<string, string> Values, TableHeader Header)
{
    /// <summary>
    /// Initializes a new instance of the <see cref="TableRow"/> class under a header that calls every column by its own name.
    /// </summary>
    /// <param name="line">The line on which it begins, from 1.</param>
    /// <param name="values">Its values by the column's name.</param>
    public TableRow(int line, IReadOnlyDictionary<string, string> values)
        : this(line, values, TableHeader.Plain)
    {
    }
}
