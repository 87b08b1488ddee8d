using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceBuild;

/// <summary>One listed method, constructor or accessor on its way to a reference assembly.</summary>
internal sealed class ReferenceMethod
{
    private readonly TypeDefinition _type;
    private readonly ReferenceAssemblies _assemblies;
    private readonly string _name;
    private readonly string _returns;
    private readonly string[] _parameters;
    private readonly MethodDefinition? _shape;
    private readonly bool _isStatic;

    public ReferenceMethod(string signature, TypeDefinition type, TypeDefinition? shape, ReferenceAssemblies assemblies)
    {
        _type = type;
        _assemblies = assemblies;
        string[] sides = signature.Split(" -> ");
        string[] call = sides[0].Split('(');
        _name = call[0][(call[0].LastIndexOf('.') + 1)..].Replace("#", ".", StringComparison.Ordinal);
        _parameters = call.Length == 1 ? [] : call[1].TrimEnd(')').Split(',');
        _returns = sides[1];
        MethodDefinition[] named = shape is null ? [] : [.. shape.Methods.Where(method => method.Name == _name && !method.IsPrivate)];
        _shape = named.FirstOrDefault(method => ListNotation.Of(method) == signature);

        // Overloads are all of one sort, as a rule; a method that the desktop lacks is an object's, unless its type has no objects.
        _isStatic = _name.StartsWith("op_", StringComparison.Ordinal) || _name == ".cctor"
            || (_shape is { } same ? same.IsStatic
                : named.Length > 0 ? named.All(method => method.IsStatic)
                : shape is { IsAbstract: true, IsSealed: true });
    }

    private bool IsConstructor => _name is ".ctor" or ".cctor";

    private bool IsAccessor => _name.Contains('_') && _name[..(_name.IndexOf('_') + 1)] is "get_" or "set_" or "add_" or "remove_" or "op_";

    private bool IsDelegate => _type.BaseType?.FullName == "System.MulticastDelegate";

    public MethodDefinition Make()
    {
        ModuleDefinition module = _type.Module;
        MethodDefinition method = new(_name, Attributes(), _assemblies.Refer(_returns, module)) { HasThis = !_isStatic };
        for (int i = 0; i < _parameters.Length; i++)
        {
            method.Parameters.Add(Parameter(i, module));
        }

        if (IsDelegate)
        {
            method.ImplAttributes = MethodImplAttributes.Runtime | MethodImplAttributes.Managed;
        }
        else
        {
            GiveBody(method);
        }

        return method;
    }

    /// <summary>A body that says nothing, so that the assembly can be written.</summary>
    public static void GiveBody(MethodDefinition method)
    {
        if (!method.IsAbstract)
        {
            method.Body = new MethodBody(method);
            method.Body.GetILProcessor().Emit(OpCodes.Ldnull);
            method.Body.GetILProcessor().Emit(OpCodes.Throw);
        }
    }

    private MethodAttributes Attributes()
    {
        MethodAttributes attributes = MethodAttributes.HideBySig;
        attributes |= _name == "Finalize" ? MethodAttributes.Family
            : _shape is { } shape && !_type.IsInterface ? shape.Attributes & MethodAttributes.MemberAccessMask
            : MethodAttributes.Public;
        if (IsConstructor)
        {
            return attributes | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName | (_isStatic ? MethodAttributes.Static : 0);
        }

        if (IsAccessor)
        {
            attributes |= MethodAttributes.SpecialName;
        }

        return attributes | Dispatch();
    }

    private MethodAttributes Dispatch()
    {
        if (_isStatic)
        {
            return MethodAttributes.Static;
        }

        if (_type.IsInterface)
        {
            return MethodAttributes.Virtual | MethodAttributes.Abstract | MethodAttributes.NewSlot;
        }

        if (IsOverride())
        {
            return MethodAttributes.Virtual | MethodAttributes.ReuseSlot | Kept(MethodAttributes.Abstract | MethodAttributes.Final);
        }

        // An override of something that the device lacks is a virtual method of its own there.
        return _shape is { IsVirtual: true } ? MethodAttributes.Virtual | MethodAttributes.NewSlot
            | Kept(MethodAttributes.Abstract | MethodAttributes.Final)
            : IsDelegate ? MethodAttributes.Virtual | MethodAttributes.NewSlot
            : 0;
    }

    private MethodAttributes Kept(MethodAttributes some) => (_shape?.Attributes ?? 0) & some;

    private bool IsOverride()
    {
        for (TypeDefinition? type = Above(_type); type is not null; type = Above(type))
        {
            if (type.Methods.Any(method => method.Name == _name && method.IsVirtual && ListNotation.Of(method.ReturnType) == _returns
                && method.Parameters.Select(parameter => ListNotation.Of(parameter.ParameterType)).SequenceEqual(_parameters)))
            {
                return true;
            }
        }

        return false;
    }

    private TypeDefinition? Above(TypeDefinition type) => type.BaseType is null ? null : _assemblies.Find(ListNotation.Of(type.BaseType));

    private ParameterDefinition Parameter(int index, ModuleDefinition module)
    {
        ParameterDefinition? shape = _shape?.Parameters[index];
        ParameterAttributes attributes = (shape?.Attributes ?? 0) & (ParameterAttributes.In | ParameterAttributes.Out);
        ParameterDefinition parameter = new(shape?.Name ?? $"p{index}", attributes, _assemblies.Refer(_parameters[index], module));
        if (shape?.HasDefault is true && shape.HasConstant && IsOwn(shape))
        {
            parameter.Attributes |= ParameterAttributes.Optional | ParameterAttributes.HasDefault;
            parameter.Constant = shape.Constant;
        }

        if (shape?.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ParamArrayAttribute") is true)
        {
            TypeDefinition attribute = _assemblies.Find("System.ParamArrayAttribute")
                ?? throw new FormatException("mscorlib has no ParamArrayAttribute");
            parameter.CustomAttributes.Add(new CustomAttribute(
                module.ImportReference(attribute.Methods.First(method => method.IsConstructor && !method.IsStatic))));
        }

        return parameter;
    }

    // .NET has made parameters optional that a device has not; a stand-in has what its package has.
    private static bool IsOwn(ParameterDefinition parameter) =>
        ((MethodDefinition)parameter.Method).Module.Assembly.Name.Name.StartsWith("nanoFramework.", StringComparison.Ordinal);
}
