using Mono.Cecil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>Judges every type a piece of code names, down to the elements of arrays and the targets of references.</summary>
public sealed class TypeRules(CheckContext context)
{
    /// <summary>Types that stand for a feature of the language; any other type the lists lack is simply not on the device.</summary>
    private static readonly Dictionary<string, DeviceRule> FeatureTypes = new()
    {
        ["System.Decimal"] = DeviceRule.Decimal,
        ["System.Nullable`1"] = DeviceRule.NullableValueType,
        ["System.Span`1"] = DeviceRule.Span,
        ["System.ReadOnlySpan`1"] = DeviceRule.Span,
        ["System.Memory`1"] = DeviceRule.Span,
        ["System.ReadOnlyMemory`1"] = DeviceRule.Span,
        ["System.Runtime.CompilerServices.IsVolatile"] = DeviceRule.Volatile,
        ["System.Runtime.CompilerServices.IsExternalInit"] = DeviceRule.InitAccessor,
        ["System.Runtime.CompilerServices.CallSite"] = DeviceRule.Dynamic,
        ["System.Runtime.CompilerServices.CallSite`1"] = DeviceRule.Dynamic,
        ["System.Runtime.CompilerServices.CallSiteBinder"] = DeviceRule.Dynamic,
    };

    /// <summary>Reports what is wrong with the use of a type; says nothing when the device has it.</summary>
    public void Check(TypeReference type, CodePlace place)
    {
        switch (type)
        {
            case GenericParameter parameter:
                context.Report(DeviceRule.Generic, place, $"type parameter {parameter.Name}", Advice.For(DeviceRule.Generic));
                break;
            case ArrayType { Rank: > 1 } array:
                Report(DeviceRule.MultiDimensionalArray, array, place);
                break;
            case PointerType or FunctionPointerType or PinnedType:
                Report(DeviceRule.Unsafe, type, place);
                break;
            case RequiredModifierType modified:
                Check(modified.ModifierType, place);
                Check(modified.ElementType, place);
                break;
            case OptionalModifierType modified:
                Check(modified.ModifierType, place);
                Check(modified.ElementType, place);
                break;
            case GenericInstanceType generic:
                Report(FeatureOf(generic.ElementType) ?? DeviceRule.Generic, generic, place);
                break;
            case TypeSpecification specification:
                Check(specification.ElementType, place);
                break;
            default:
                CheckNamed(type, place);
                break;
        }
    }

    private void CheckNamed(TypeReference type, CodePlace place)
    {
        context.Judged(type);
        var name = ListNotation.Of(type);
        if (context.IsFirmware(type))
        {
            if (name.Contains('`', StringComparison.Ordinal))
            {
                Report(DeviceRule.Generic, type, place);
            }
        }
        else if (FeatureOf(type) is { } feature)
        {
            Report(feature, type, place);
        }
        else if (name.Contains('`', StringComparison.Ordinal))
        {
            Report(DeviceRule.Generic, type, place);
        }
        else if (context.Catalog.HasType(name))
        {
            context.Uses(name);
        }
        else
        {
            context.Report(DeviceRule.NotOnDevice, place, $"type {name}", Advice.ForType(name));
        }
    }

    private static DeviceRule? FeatureOf(TypeReference type)
    {
        var name = ListNotation.Of(type);
        if (FeatureTypes.TryGetValue(name, out var rule))
        {
            return rule;
        }

        if (name.StartsWith("System.ValueTuple", StringComparison.Ordinal) || name.StartsWith("System.Tuple", StringComparison.Ordinal))
        {
            return DeviceRule.Tuple;
        }

        return name.StartsWith("Microsoft.CSharp.RuntimeBinder.", StringComparison.Ordinal) ? DeviceRule.Dynamic : null;
    }

    private void Report(DeviceRule rule, TypeReference type, CodePlace place)
    {
        context.Judged(type);
        context.Report(rule, place, $"type {ListNotation.Of(type)}", Advice.For(rule));
    }
}
