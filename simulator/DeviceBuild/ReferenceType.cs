using System.Globalization;
using Mono.Cecil;

namespace AedCabinet.DeviceBuild;

/// <summary>One listed type on its way to a reference assembly.</summary>
internal sealed class ReferenceType(string name, ApiCatalog catalog, DesktopShapes shapes, ReferenceAssemblies assemblies)
{
    private const MethodAttributes Special = MethodAttributes.SpecialName | MethodAttributes.HideBySig;

    private readonly TypeDefinition? _shape = shapes.Find(name);
    private readonly ModuleDefinition _module = assemblies.ModuleOf(catalog.AssemblyOf(name)!);
    private TypeDefinition _type = null!;

    private bool IsDelegate => _shape is null ? HasMethod("Invoke") && HasMethod("BeginInvoke")
        : _shape.BaseType?.FullName == "System.MulticastDelegate";

    private bool IsInterface => _shape?.IsInterface
        ?? (SimpleName.Length > 1 && SimpleName[0] == 'I' && char.IsUpper(SimpleName[1]) && !HasMethod("#ctor"));

    private bool IsEnum => _shape?.IsEnum
        ?? (catalog.MethodsOf(name).Count == 0 && catalog.FieldsOf(name) is { Count: > 0 } fields
            && fields.All(value => long.TryParse(value.Constant, CultureInfo.InvariantCulture, out _)));

    private string SimpleName => name[(name.LastIndexOf('.') + 1)..];

    /// <summary>Makes the empty type.</summary>
    public void Declare()
    {
        string outer = name[..Math.Max(name.LastIndexOf('.'), 0)];
        TypeAttributes kind = _shape is { } shape
            ? shape.Attributes & (TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.Interface
                | TypeAttributes.SequentialLayout)
            : IsInterface ? TypeAttributes.Interface | TypeAttributes.Abstract : IsEnum || IsDelegate ? TypeAttributes.Sealed
            : TypeAttributes.Class;
        if (assemblies.Find(outer) is { } container)
        {
            _type = new TypeDefinition(string.Empty, SimpleName, TypeAttributes.NestedPublic | kind);
            container.NestedTypes.Add(_type);
        }
        else
        {
            _type = new TypeDefinition(outer, SimpleName, TypeAttributes.Public | kind);
            _module.Types.Add(_type);
        }

        assemblies.Add(name, _type);
    }

    /// <summary>Sets what it derives from: the nearest base type of the desktop's that the device has.</summary>
    public void Derive()
    {
        if (!_type.IsInterface)
        {
            _type.BaseType = assemblies.Refer(BaseName(), _module);
        }

        foreach (CustomAttribute attribute in _shape?.CustomAttributes.Where(
            attribute => attribute.AttributeType.Name is "AttributeUsageAttribute" or "FlagsAttribute") ?? [])
        {
            CopyAttribute(attribute);
        }
    }

    /// <summary>Adds the listed fields, methods, properties and events.</summary>
    public void AddMembers()
    {
        if (IsEnum)
        {
            TypeReference underlying = assemblies.Refer(
                _shape?.Fields.First(field => field.IsRuntimeSpecialName).FieldType.FullName ?? "System.Int32", _module);
            _type.Fields.Add(new FieldDefinition("value__",
                FieldAttributes.Public | FieldAttributes.SpecialName | FieldAttributes.RTSpecialName, underlying));
        }

        foreach (ApiField field in catalog.FieldsOf(name))
        {
            AddField(field);
        }

        foreach (string signature in catalog.MethodsOf(name))
        {
            _type.Methods.Add(new ReferenceMethod(signature, _type, _shape, assemblies).Make());
        }

        AddProperties();
        AddEvents();
        AddImpliedConstructor();
    }

    /// <summary>
    /// Adds the interfaces: those of the desktop's type that the device has and all of whose members the lists give this type.
    /// </summary>
    public void Implement()
    {
        IEnumerable<string> names = _shape is null ? []
            : Hierarchy(_shape).SelectMany(type => type.Interfaces).Select(implemented => ListNotation.Of(implemented.InterfaceType));
        foreach (TypeDefinition implemented in names.Append("System.IDisposable").Distinct().Select(assemblies.Find)
            .OfType<TypeDefinition>())
        {
            if (ListNotation.Of(implemented) != name
                && (_type.IsInterface ? names.Contains(ListNotation.Of(implemented)) : implemented.Methods.All(IsImplemented)))
            {
                _type.Interfaces.Add(new InterfaceImplementation(_module.ImportReference(implemented)));
            }
        }
    }

    private static IEnumerable<TypeDefinition> Hierarchy(TypeDefinition type)
    {
        for (TypeDefinition? current = type; current is not null; current = current.BaseType?.Resolve())
        {
            yield return current;
        }
    }

    private bool IsImplemented(MethodDefinition member)
    {
        for (TypeDefinition? type = _type; type is not null; type = type.BaseType is null ? null
            : assemblies.Find(ListNotation.Of(type.BaseType)))
        {
            if (type.Methods.Any(
                method => method.IsPublic && !method.IsStatic && ListNotation.Of(method, member.DeclaringType) == ListNotation.Of(member)))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasMethod(string method) => catalog.Overloads($"{name}.{method}").Count > 0;

    private string BaseName()
    {
        if (_shape is null)
        {
            return IsEnum ? "System.Enum"
                : IsDelegate ? "System.MulticastDelegate"
                : name.EndsWith("Exception", StringComparison.Ordinal) ? "System.Exception"
                : name.EndsWith("Attribute", StringComparison.Ordinal) ? "System.Attribute"
                : "System.Object";
        }

        return Hierarchy(_shape).Skip(1).Select(ListNotation.Of).FirstOrDefault(type => assemblies.Find(type) is not null)
            ?? "System.Object";
    }

    private void AddField(ApiField listed)
    {
        string fieldName = listed.FullName[(name.Length + 1)..];
        FieldDefinition? shape = _shape?.Fields.FirstOrDefault(field => field.Name == fieldName);
        FieldDefinition field;
        if (listed.Constant is null)
        {
            FieldAttributes attributes = FieldAttributes.Public
                | ((shape?.Attributes ?? 0) & (FieldAttributes.Static | FieldAttributes.InitOnly));
            field = new FieldDefinition(fieldName, attributes, assemblies.Refer(listed.Type!, _module));
        }
        else
        {
            TypeReference type = IsEnum ? _type : assemblies.Refer(
                shape is null ? ConstantType(listed.Constant) : ListNotation.Of(shape.FieldType), _module);
            TypeReference literal = IsEnum ? _type.Fields[0].FieldType : type;
            field = new FieldDefinition(fieldName, FieldAttributes.Public | FieldAttributes.Static | FieldAttributes.Literal
                | FieldAttributes.HasDefault, type)
            {
                Constant = Convert.ChangeType(listed.Constant, Type.GetType(literal.FullName, true)!, CultureInfo.InvariantCulture),
            };
        }

        _type.Fields.Add(field);
    }

    private static string ConstantType(string value) => int.TryParse(value, CultureInfo.InvariantCulture, out _) ? "System.Int32"
        : long.TryParse(value, CultureInfo.InvariantCulture, out _) ? "System.Int64" : "System.String";

    private void AddProperties()
    {
        foreach (MethodDefinition accessor in _type.Methods.Where(
            method => method.IsSpecialName && method.Name[..Math.Min(4, method.Name.Length)] is "get_" or "set_").ToArray())
        {
            string propertyName = accessor.Name[4..];
            bool isGetter = accessor.Name[0] == 'g';
            ParameterDefinition[] index = [.. isGetter ? accessor.Parameters : accessor.Parameters.SkipLast(1)];
            TypeReference type = isGetter ? accessor.ReturnType : accessor.Parameters[^1].ParameterType;
            PropertyDefinition? property = _type.Properties.FirstOrDefault(
                known => known.Name == propertyName && known.PropertyType.FullName == type.FullName
                && known.Parameters.Select(parameter => parameter.ParameterType.FullName)
                    .SequenceEqual(index.Select(parameter => parameter.ParameterType.FullName)));
            if (property is null)
            {
                property = new PropertyDefinition(propertyName, PropertyAttributes.None, type) { HasThis = !accessor.IsStatic };
                _type.Properties.Add(property);
                if (index.Length > 0)
                {
                    NameIndexer(propertyName);
                }
            }

            _ = isGetter ? property.GetMethod = accessor : property.SetMethod = accessor;
        }
    }

    private void AddEvents()
    {
        foreach (MethodDefinition adder in _type.Methods.Where(
            method => method.IsSpecialName && method.Name.StartsWith("add_", StringComparison.Ordinal)).ToArray())
        {
            _type.Events.Add(new EventDefinition(adder.Name[4..], EventAttributes.None, adder.Parameters[0].ParameterType)
            {
                AddMethod = adder,
                RemoveMethod = _type.Methods.FirstOrDefault(method => method.Name == "remove_" + adder.Name[4..]),
            });
        }
    }

    // A class without a constructor that a caller may use would be given one by the compiler, were it a source: here it must be said.
    private void AddImpliedConstructor()
    {
        if (_type.BaseType?.FullName is not ("System.ValueType" or "System.Enum" or null)
            && !_type.Methods.Any(method => method.IsConstructor) && !(_type.IsAbstract && _type.IsSealed))
        {
            _type.Methods.Add(new MethodDefinition(".ctor", MethodAttributes.Assembly | MethodAttributes.RTSpecialName | Special,
                _module.TypeSystem.Void));
            ReferenceMethod.GiveBody(_type.Methods[^1]);
        }
    }

    private void NameIndexer(string property)
    {
        if (assemblies.Find("System.Reflection.DefaultMemberAttribute") is { } attribute
            && _type.CustomAttributes.All(known => known.AttributeType.Name != attribute.Name))
        {
            MethodReference constructor = _module.ImportReference(
                attribute.Methods.First(method => method.IsConstructor && method.Parameters.Count == 1));
            _type.CustomAttributes.Add(new CustomAttribute(
                constructor)
            { ConstructorArguments = { new CustomAttributeArgument(_module.TypeSystem.String, property) } });
        }
    }

    private void CopyAttribute(CustomAttribute attribute)
    {
        if (assemblies.Find(attribute.AttributeType.FullName) is not { } known)
        {
            return;
        }

        MethodDefinition? constructor = known.Methods.FirstOrDefault(
            method => method.IsConstructor && !method.IsStatic && method.Parameters.Count == attribute.ConstructorArguments.Count);
        if (constructor is null)
        {
            return;
        }

        CustomAttribute copy = new(_module.ImportReference(constructor));
        foreach ((CustomAttributeArgument argument,
            ParameterDefinition parameter) in attribute.ConstructorArguments.Zip(constructor.Parameters))
        {
            copy.ConstructorArguments.Add(new CustomAttributeArgument(_module.ImportReference(parameter.ParameterType), argument.Value));
        }

        foreach (CustomAttributeNamedArgument property in attribute.Properties.Where(
            property => known.Properties.Any(own => own.Name == property.Name)))
        {
            copy.Properties.Add(new CustomAttributeNamedArgument(property.Name,
                new CustomAttributeArgument(_module.TypeSystem.Boolean, property.Argument.Value)));
        }

        _type.CustomAttributes.Add(copy);
    }
}
