using System.Text.RegularExpressions;
using Mono.Cecil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>Judges what the firmware declares: types, fields, signatures and the members they override.</summary>
public sealed partial class DeclarationRules(CheckContext context, TypeRules types, MemberRules members, AttributeRules attributes)
{
    /// <summary>True for a type that the compiler made of a feature which is reported where it was written.</summary>
    public static bool IsReportedAtItsAuthor(TypeDefinition type) =>
        IsRecord(type) || StateMachine().IsMatch(type.Name) || type.Name.StartsWith("<>o__", StringComparison.Ordinal);

    /// <summary>Reports what is wrong with the declaration of a type, without its methods.</summary>
    public void Check(TypeDefinition type)
    {
        var place = CodePlaces.Of(type);
        if (IsRecord(type))
        {
            context.Report(DeviceRule.Record, place, "record", Advice.For(DeviceRule.Record));
        }

        if (IsReportedAtItsAuthor(type))
        {
            return;
        }

        attributes.Check(type, place);
        CheckTypeParameters(type, place);
        if (type.BaseType is not null)
        {
            types.Check(type.BaseType, place);
        }

        foreach (var implemented in type.Interfaces)
        {
            types.Check(implemented.InterfaceType, place);
        }

        foreach (var field in type.Fields)
        {
            types.Check(field.FieldType, CodePlaces.Of(field));
            attributes.Check(field, CodePlaces.Of(field));
        }

        foreach (var member in type.Properties.Cast<IMemberDefinition>().Concat(type.Events))
        {
            attributes.Check(member, new CodePlace(place.Member + "." + member.Name, place.Source));
        }
    }

    /// <summary>Reports what is wrong with the declaration of a method, without its body.</summary>
    public void Check(MethodDefinition method)
    {
        var place = CodePlaces.Of(method);
        attributes.Check(method, place);
        attributes.Check(method.MethodReturnType, place);
        CheckTypeParameters(method, place);
        types.Check(method.ReturnType, place);
        foreach (var parameter in method.Parameters)
        {
            types.Check(parameter.ParameterType, place);
            attributes.Check(parameter, place);
        }

        if (method.IsPInvokeImpl)
        {
            context.Report(DeviceRule.PlatformInvoke, place, $"call into {method.PInvokeInfo.Module.Name}",
                Advice.For(DeviceRule.PlatformInvoke));
        }

        CheckInterfaceMember(method, place);
        foreach (var implemented in method.Overrides)
        {
            members.Check(implemented, place);
        }

        if (OverriddenPlatformMethod(method) is { } overridden)
        {
            members.Check(overridden, place);
        }
    }

    private void CheckTypeParameters(IGenericParameterProvider declaration, CodePlace place)
    {
        foreach (var parameter in declaration.GenericParameters)
        {
            context.Report(DeviceRule.Generic, place, $"type parameter {parameter.Name}", Advice.For(DeviceRule.Generic));
        }
    }

    private void CheckInterfaceMember(MethodDefinition method, CodePlace place)
    {
        if (!method.DeclaringType.IsInterface)
        {
            return;
        }

        if (method is { IsStatic: true, IsAbstract: true })
        {
            context.Report(DeviceRule.StaticAbstract, place, "static abstract member", Advice.For(DeviceRule.StaticAbstract));
        }
        else if (!method.IsAbstract)
        {
            context.Report(DeviceRule.DefaultInterfaceMember, place, "member with a body in an interface",
                Advice.For(DeviceRule.DefaultInterfaceMember));
        }
    }

    /// <summary>What a firmware method overrides in the platform; an override of another firmware method is judged there.</summary>
    private MethodDefinition? OverriddenPlatformMethod(MethodDefinition method)
    {
        if (!method.IsVirtual || !method.IsReuseSlot || method.IsStatic)
        {
            return null;
        }

        var overridden = BaseTypes.Of(method.DeclaringType)
            .Select(BaseTypes.Definition)
            .SelectMany(type => type?.Methods ?? [])
            .FirstOrDefault(candidate => candidate.IsVirtual
                && ListNotation.Of(candidate, method.DeclaringType) == ListNotation.Of(method));
        return overridden is null || context.IsFirmware(overridden.DeclaringType) ? null : overridden;
    }

    private static bool IsRecord(TypeDefinition type) => type.Methods.Any(method => method.Name == "<Clone>$"
        || (method.Name == "PrintMembers" && method.CustomAttributes.Any(
            attribute => attribute.AttributeType.Name == "CompilerGeneratedAttribute")));

    /// <summary>The nested type of an async method or an iterator, e.g. <c>&lt;Read&gt;d__0</c>.</summary>
    [GeneratedRegex(@"^<.*>d(__\d+)?$")]
    private static partial Regex StateMachine();
}
