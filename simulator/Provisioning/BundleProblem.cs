namespace AedCabinet.Simulator.Provisioning;

/// <summary>Something wrong in a cabinet's folder or beside it.</summary>
/// <param name="File">The file, relative to the folder that was checked.</param>
/// <param name="What">What is wrong. Never repeats a secret.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="IsHint">Whether it may be as it should.</param>
internal sealed record BundleProblem(string File, string What, string Remedy, bool IsHint = false)
{
    /// <summary>What to do when only a new folder will do.</summary>
    public const string MakeAnew = "make the folder anew with \"provision … --force\"";

    /// <inheritdoc/>
    public override string ToString() => $"{File}: {(IsHint ? "note: " : string.Empty)}{What}; {Remedy}.";
}
