using Mono.Cecil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>Judges every method and field a piece of code refers to.</summary>
public sealed class MemberRules(CheckContext context, TypeRules types)
{
    /// <summary>
    /// Reports a method that the device lacks, unless the desktop's compiler chose it for source the device compiles otherwise.
    /// </summary>
    public void Check(MethodReference method, CodePlace place, UseSite use = default)
    {
        if (DesktopEquivalents.For(ListNotation.Of(method), use) is { } equivalent)
        {
            Explain(method, equivalent, place);
        }
        else if (method.DeclaringType is ArrayType or GenericInstanceType)
        {
            types.Check(method.DeclaringType, place);
        }
        else if (method is GenericInstanceMethod || method.HasGenericParameters)
        {
            context.Judged(method.DeclaringType);
            context.Report(DeviceRule.Generic, place, $"generic method {ListNotation.TypeAndName(method, method.DeclaringType)}",
                Advice.For(DeviceRule.Generic));
        }
        else if (!context.IsFirmware(method.DeclaringType))
        {
            CheckPlatformMethod(method, place);
        }
    }

    /// <summary>Reports a field that the device lacks.</summary>
    public void Check(FieldReference field, CodePlace place)
    {
        if (context.IsFirmware(field.DeclaringType))
        {
            return;
        }

        var name = ListNotation.Of(field);
        if (DesktopEquivalents.For(name, default) is { } equivalent)
        {
            context.Judged(field.DeclaringType);
            MarkUse(equivalent);
            return;
        }

        types.Check(field.DeclaringType, place);
        var listed = context.Catalog.Field(name);
        if (!context.Catalog.HasType(ListNotation.Of(field.DeclaringType)) || listed?.Type == ListNotation.Of(field.FieldType)
            || listed?.Constant is not null)
        {
            return;
        }

        context.Report(DeviceRule.NotOnDevice, place, $"field {name}", Advice.ForMember(name, context.Catalog));
    }

    private void CheckPlatformMethod(MethodReference method, CodePlace place)
    {
        var declaringType = ListNotation.Of(method.DeclaringType);
        types.Check(method.DeclaringType, place);
        if (!context.Catalog.HasType(declaringType) || IsListed(method))
        {
            return;
        }

        var signature = ListNotation.Of(method);
        context.Report(
            DeviceRule.NotOnDevice,
            place,
            signature,
            Advice.ForMember(signature, context.Catalog));
    }

    /// <summary>The lists name a member at the type that declares it: the desktop's declaring type may be a derived one.</summary>
    private bool IsListed(MethodReference method)
    {
        if (context.Catalog.HasMethod(ListNotation.Of(method)))
        {
            return true;
        }

        // Constructors aren't inherited.
        return method.Name != ".ctor"
            && BaseTypes.Of(method.DeclaringType).Any(type => context.Catalog.HasMethod(ListNotation.Of(method, type)));
    }

    private void Explain(MethodReference method, DesktopEquivalent equivalent, CodePlace place)
    {
        context.Judged(method.DeclaringType);
        context.Judged(method.ReturnType);
        foreach (var parameter in method.Parameters)
        {
            context.Judged(parameter.ParameterType);
        }

        if (method is GenericInstanceMethod generic)
        {
            foreach (var argument in generic.GenericArguments)
            {
                types.Check(argument, place);
            }
        }

        MarkUse(equivalent);
    }

    private void MarkUse(DesktopEquivalent equivalent)
    {
        foreach (var device in equivalent.Device)
        {
            context.Uses(ApiCatalog.TypeOf(device));
        }
    }
}
