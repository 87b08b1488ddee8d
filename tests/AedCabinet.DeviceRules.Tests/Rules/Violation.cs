namespace AedCabinet.DeviceRules.Tests;

/// <summary>Where something stands: type and member, and the source line when the symbols tell it.</summary>
/// <param name="Member">The type, or type and member, as the author wrote them.</param>
/// <param name="Source">File and line, or null.</param>
public readonly record struct CodePlace(string Member, string? Source);

/// <summary>One breach of a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">Where.</param>
/// <param name="What">What stands there.</param>
/// <param name="Instead">What to write instead, or null when nothing is known.</param>
public sealed record Violation(DeviceRule Rule, CodePlace Place, string What, string? Instead)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var source = Place.Source is null ? string.Empty : $" ({Place.Source})";
        var instead = Instead is null ? string.Empty : $" Instead: {Instead}";
        return $"{Place.Member}{source}: {Rule}: {What}.{instead}";
    }
}

/// <summary>What a check of one assembly found.</summary>
/// <param name="Violations">All breaches, in the order of the metadata.</param>
/// <param name="DeviceAssemblies">The device assemblies (names of API lists) whose types the code uses.</param>
/// <param name="FirmwareAssemblies">The firmware's own assemblies it references.</param>
public sealed record DeviceRuleReport(
    IReadOnlyList<Violation> Violations,
    IReadOnlySet<string> DeviceAssemblies,
    IReadOnlySet<string> FirmwareAssemblies);
