using System.Text.RegularExpressions;

namespace AedCabinet.Desktop.Tests.Handbook;

/// <summary>A table of a page.</summary>
/// <param name="Head">The cells of its first line.</param>
/// <param name="Rows">The cells of the others.</param>
internal sealed partial record HandbookTable(string[] Head, IReadOnlyList<string[]> Rows)
{
    /// <summary>Gets the names in code quotes with which its rows begin.</summary>
    public string[] Names => [.. Rows.Select(row => FirstName().Match(row[0])).Where(match => match.Success)
        .Select(match => match.Groups[1].Value)];

    [GeneratedRegex("^`([^`]+)`")]
    private static partial Regex FirstName();
}
