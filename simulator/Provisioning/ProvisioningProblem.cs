namespace AedCabinet.Simulator.Provisioning;

/// <summary>Something wrong in a table of cabinets or a site's file.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">The line, from 1; 0 where lines say nothing.</param>
/// <param name="Place">The column's name, or the member's path; empty for the file or line as a whole.</param>
/// <param name="Message">What is wrong and what would be right. Never repeats a secret.</param>
internal sealed record ProvisioningProblem(string File, int Line, string Place, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}{(Line > 0 ? $":{Line}" : string.Empty)}: {(Place.Length > 0 ? Place + ": " : string.Empty)}{Message}";
}
