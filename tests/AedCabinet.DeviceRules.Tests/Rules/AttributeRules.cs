using Mono.Cecil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>
/// Judges custom attributes: those written by hand must exist on the device, those the compiler adds may tell of a feature.
/// </summary>
public sealed class AttributeRules(CheckContext context, MemberRules members)
{
    /// <summary>
    /// Written by the compiler or the SDK for its own purposes; the device's compiler leaves out or embeds what the library lacks.
    /// </summary>
    private static readonly HashSet<string> WrittenByCompiler =
    [
        "System.Runtime.CompilerServices.CompilationRelaxationsAttribute",
        "System.Runtime.CompilerServices.RuntimeCompatibilityAttribute",
        "System.Runtime.CompilerServices.RefSafetyRulesAttribute",
        "System.Runtime.CompilerServices.CompilerGeneratedAttribute",
        "System.Runtime.CompilerServices.IsReadOnlyAttribute",
        "System.Reflection.AssemblyMetadataAttribute",
    ];

    private static readonly Dictionary<string, DeviceRule> FeatureAttributes = new()
    {
        ["System.Runtime.CompilerServices.AsyncStateMachineAttribute"] = DeviceRule.Async,
        ["System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute"] = DeviceRule.Async,
        ["System.Runtime.CompilerServices.IteratorStateMachineAttribute"] = DeviceRule.Iterator,
        ["System.Runtime.CompilerServices.DynamicAttribute"] = DeviceRule.Dynamic,
        ["System.Runtime.CompilerServices.TupleElementNamesAttribute"] = DeviceRule.Tuple,
        ["System.Runtime.CompilerServices.DecimalConstantAttribute"] = DeviceRule.Decimal,
        ["System.Security.UnverifiableCodeAttribute"] = DeviceRule.Unsafe,
    };

    /// <summary>True when an attribute says that the compiler turned the method into a state machine.</summary>
    public static bool TellsStateMachine(MethodDefinition method) =>
        method.CustomAttributes.Any(attribute =>
            FeatureAttributes.GetValueOrDefault(attribute.AttributeType.FullName) is DeviceRule.Async or DeviceRule.Iterator);

    /// <summary>Reports what is wrong with the attributes of an element.</summary>
    public void Check(ICustomAttributeProvider element, CodePlace place)
    {
        foreach (var attribute in element.CustomAttributes)
        {
            var name = attribute.AttributeType.FullName;
            if (WrittenByCompiler.Contains(name))
            {
                context.Judged(attribute.AttributeType);
            }
            else if (FeatureAttributes.TryGetValue(name, out var feature))
            {
                context.Judged(attribute.AttributeType);
                context.Report(feature, place, $"marked by the compiler with {attribute.AttributeType.Name}", Advice.For(feature));
            }
            else
            {
                members.Check(attribute.Constructor, place);
            }
        }
    }
}
