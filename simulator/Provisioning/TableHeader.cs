namespace AedCabinet.Simulator.Provisioning;

/// <summary>The header of a table: in which language it is written, and how it calls each column.</summary>
/// <param name="IsChinese">Whether most of its columns bear their Chinese names.</param>
/// <param name="Written">The columns' names as they stand there, by their own name.</param>
public sealed record TableHeader(bool IsChinese, IReadOnlyDictionary<string, string> Written)
{
    /// <summary>Gets a header that calls every column by its own name.</summary>
    public static TableHeader Plain { get; } = new(false, new Dictionary<string, string>());

    /// <summary>How the table calls a column, or would.</summary>
    /// <param name="column">The column's own name.</param>
    /// <returns>The name; what is no column's name stays.</returns>
    public string NameOf(string column) =>
        Written.GetValueOrDefault(column) ?? (IsChinese ? CabinetColumns.Find(column)?.Chinese ?? column : column);
}
