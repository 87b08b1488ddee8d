using Mono.Cecil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>What the rules of one check share: the lists, what counts as the firmware's own, and the findings.</summary>
public sealed class CheckContext(ApiCatalog catalog, IReadOnlyCollection<string> firmwareAssemblies)
{
    private readonly HashSet<(DeviceRule, string, string)> _reported = [];
    private readonly List<Violation> _violations = [];
    private readonly SortedSet<string> _deviceAssemblies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _judged = [];

    /// <summary>The API lists.</summary>
    public ApiCatalog Catalog => catalog;

    /// <summary>The breaches so far.</summary>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>The device assemblies used so far.</summary>
    public IReadOnlySet<string> DeviceAssemblies => _deviceAssemblies;

    /// <summary>True for a type that one of the firmware's own assemblies declares.</summary>
    public bool IsFirmware(TypeReference type)
    {
        var scope = type.GetElementType().Scope;
        var assembly = scope is ModuleDefinition module ? module.Assembly.Name.Name : scope?.Name;
        return assembly is not null && firmwareAssemblies.Contains(assembly);
    }

    /// <summary>Keeps a breach; the same breach in the same member counts once, at its first line.</summary>
    public void Report(DeviceRule rule, CodePlace place, string what, string? instead = null)
    {
        if (_reported.Add((rule, place.Member, what)))
        {
            _violations.Add(new Violation(rule, place, what, instead));
        }
    }

    /// <summary>Notes that code uses this device type, so its assembly must be referenced by the firmware project.</summary>
    public void Uses(string deviceType)
    {
        if (catalog.AssemblyOf(deviceType) is { } assembly)
        {
            _deviceAssemblies.Add(assembly);
        }
    }

    /// <summary>Notes that a referenced type was judged (accepted, explained or reported) where it stands.</summary>
    public void Judged(TypeReference type) => _judged.Add(ListNotation.Of(type.GetElementType()));

    /// <summary>True when the type was judged somewhere.</summary>
    public bool WasJudged(TypeReference type) => _judged.Contains(ListNotation.Of(type));
}
