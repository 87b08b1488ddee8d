namespace AedCabinet.Incidents;

/// <summary>A row of a list of people as it was written.</summary>
/// <param name="Line">The line in the file, from 1.</param>
/// <param name="Cells">The cells by the column's English name; those that are empty are left out.</param>
public sealed record ResponderRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>A cell.</summary>
    /// <param name="column">The column's English name.</param>
    /// <returns>The cell; <c>null</c> for nothing.</returns>
    public string? this[string column] => Cells.GetValueOrDefault(column);
}
