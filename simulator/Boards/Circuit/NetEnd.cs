namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>Where a wire ends.</summary>
/// <param name="Ref">The part.</param>
/// <param name="Pin">Its pin; of the controller board a signal's name, or <c>supply</c>, <c>logic</c>, <c>reset</c>, <c>ground</c>.</param>
public sealed record NetEnd(string Ref, string Pin)
{
    /// <summary>The reference designator of the controller board.</summary>
    public const string Controller = "A1";

    /// <summary>Reads <c>part.pin</c>.</summary>
    /// <param name="text">The text; a pin's name may hold points of its own.</param>
    /// <returns>The end; without a pin when there is no point.</returns>
    public static NetEnd Parse(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? new NetEnd(text, string.Empty) : new NetEnd(text[..point], text[(point + 1)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Ref}.{Pin}";
}
