using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Something wrong in a table of cabinets or a site's file.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">The line, from 1; 0 where lines say nothing.</param>
/// <param name="Place">The column's name as the table has it, or the member's path; empty for the file or line as a whole.</param>
/// <param name="Message">What is wrong and what would be right. Never repeats a secret.</param>
/// <param name="IsWarning">Whether it may be as it should; then nothing is held up.</param>
public sealed record ProvisioningProblem(string File, int Line, string Place, Wording Message, bool IsWarning = false)
{
    /// <summary>Gets the other lines on which the same is wrong, in words; empty for none.</summary>
    public Wording Also { get; init; } = new(string.Empty, string.Empty);

    /// <inheritdoc/>
    public override string ToString() => In(false);

    /// <summary>The problem as a line of text.</summary>
    /// <param name="isChinese">Whether in Chinese.</param>
    /// <returns>The line.</returns>
    public string In(bool isChinese) =>
        $"{File}{(Line > 0 ? $":{Line}" : string.Empty)}: "
            + $"{(Place.Length > 0 ? Place + ": " : string.Empty)}{(IsWarning ? new Wording("注意：", "note: ").In(isChinese)
                : string.Empty)}{Message.In(isChinese)}{Also.In(isChinese)}";
}
