namespace AedCabinet.DeviceBuild;

/// <summary>
/// What nanoFramework's own assemblies declare, read from the lists in <c>tests/nanoframework-api</c>
/// (one file an assembly). Matching is by full name and signature, never by assembly: on the desktop the
/// same source binds to .NET's assemblies.
/// </summary>
public sealed class ApiCatalog
{
    private readonly Dictionary<string, string> _types = [];
    private readonly HashSet<string> _methods = [];
    private readonly Dictionary<string, ApiField> _fields = [];
    private readonly Dictionary<string, List<string>> _overloads = [];
    private readonly Dictionary<string, List<string>> _methodsOf = [];
    private readonly Dictionary<string, List<ApiField>> _fieldsOf = [];

    private ApiCatalog()
    {
    }

    /// <summary>Full names of all listed types.</summary>
    public IEnumerable<string> Types => _types.Keys;

    /// <summary>How many members (methods, constructors, accessors, fields) the lists hold.</summary>
    public int MemberCount => _methods.Count + _fields.Count;

    /// <summary>Reads every <c>*.txt</c> of a folder; the file's name is the assembly's.</summary>
    /// <exception cref="FormatException">A line is not one of the lists' forms, or a type stands in two lists.</exception>
    public static ApiCatalog Load(string folder) =>
        Parse(Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileNameWithoutExtension(file), (IEnumerable<string>)File.ReadAllText(file).Split('\n'))));

    /// <summary>Reads lists held in memory.</summary>
    /// <exception cref="FormatException">As <see cref="Load"/>.</exception>
    public static ApiCatalog Parse(IEnumerable<(string Assembly, IEnumerable<string> Lines)> lists)
    {
        var catalog = new ApiCatalog();
        foreach (var (assembly, lines) in lists)
        {
            foreach (var line in lines.Where(line => line.Length > 0))
            {
                catalog.Add(assembly, line);
            }
        }

        return catalog;
    }

    /// <summary>True when the lists declare this type (nested types with a dot).</summary>
    public bool HasType(string type) => _types.ContainsKey(type);

    /// <summary>
    /// True when the lists declare exactly this method, e.g. <c>System.Object.Equals(System.Object) -> System.Boolean</c>.
    /// </summary>
    public bool HasMethod(string signature) => _methods.Contains(signature);

    /// <summary>The listed field or constant of this full name, or null.</summary>
    public ApiField? Field(string fullName) => _fields.GetValueOrDefault(fullName);

    /// <summary>The device assembly (the list's file name) that declares a type, or null.</summary>
    public string? AssemblyOf(string type) => _types.GetValueOrDefault(type);

    /// <summary>All listed signatures of a member, by <c>Type.Name</c>.</summary>
    public IReadOnlyList<string> Overloads(string typeAndName) => _overloads.GetValueOrDefault(typeAndName) ?? [];

    /// <summary>The signatures of all methods, constructors and accessors that the lists give a type.</summary>
    public IReadOnlyList<string> MethodsOf(string type) => _methodsOf.GetValueOrDefault(type) ?? [];

    /// <summary>The fields and constants that the lists give a type.</summary>
    public IReadOnlyList<ApiField> FieldsOf(string type) => _fieldsOf.GetValueOrDefault(type) ?? [];

    /// <summary>
    /// True when a reference in the lists' own notation (<c>T:</c>, <c>M:</c> or <c>F:</c>) is declared; an <c>F:</c> without its value.
    /// </summary>
    public bool Declares(string reference) => reference[..2] switch
    {
        "T:" => HasType(reference[2..]),
        "M:" => HasMethod(reference[2..]),
        "F:" => Field(reference[2..]) is not null,
        _ => false,
    };

    /// <summary>The type a <c>T:</c>, <c>M:</c> or <c>F:</c> reference belongs to.</summary>
    public static string TypeOf(string reference)
    {
        var name = reference[2..].Split(" -> ")[0].Split('(')[0];
        return reference.StartsWith("T:", StringComparison.Ordinal) ? name : name[..name.LastIndexOf('.')];
    }

    private void Add(string assembly, string line)
    {
        var entry = line.Length > 2 ? line[2..] : string.Empty;
        switch (line[..Math.Min(2, line.Length)])
        {
            case "T:" when _types.TryAdd(entry, assembly):
                break;
            case "T:":
                throw new FormatException($"{entry} is listed by {_types[entry]} and by {assembly}");
            case "M:" when entry.Contains(" -> ", StringComparison.Ordinal):
                AddMethod(entry);
                break;
            case "F:":
                AddField(assembly, entry);
                break;
            default:
                throw new FormatException($"{assembly}: not a line of an API list: {line}");
        }
    }

    private void AddMethod(string signature)
    {
        if (!_methods.Add(signature))
        {
            return;
        }

        var typeAndName = signature.Split(" -> ")[0].Split('(')[0];
        AddTo(_overloads, typeAndName, signature);
        AddTo(_methodsOf, typeAndName[..typeAndName.LastIndexOf('.')], signature);
    }

    private void AddField(string assembly, string entry)
    {
        var constant = entry.IndexOf(" = ", StringComparison.Ordinal);
        var variable = entry.IndexOf(" : ", StringComparison.Ordinal);
        if (constant < 0 && variable < 0)
        {
            throw new FormatException($"{assembly}: a field without value or type: {entry}");
        }

        // The constant's value may hold anything (even a NUL character), so the first separator decides.
        var field = constant >= 0 && (variable < 0 || constant < variable)
            ? new ApiField(entry[..constant], entry[(constant + 3)..], null)
            : new ApiField(entry[..variable], null, entry[(variable + 3)..]);
        if (_fields.TryAdd(field.FullName, field))
        {
            AddTo(_fieldsOf, field.FullName[..field.FullName.LastIndexOf('.')], field);
        }
    }

    private static void AddTo<T>(Dictionary<string, List<T>> lists, string key, T item)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        list.Add(item);
    }
}

/// <summary>A listed field: a constant with its value as text, or a variable with its type.</summary>
/// <param name="FullName">Type and name.</param>
/// <param name="Constant">The value of a constant, else null.</param>
/// <param name="Type">The type of a variable, else null.</param>
public sealed record ApiField(string FullName, string? Constant, string? Type);
