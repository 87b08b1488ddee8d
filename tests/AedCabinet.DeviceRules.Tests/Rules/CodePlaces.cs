using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>Names places the way their author would: a lambda's body is the method it was written in.</summary>
public static partial class CodePlaces
{
    /// <summary>Source lines from 0xFEEFEE on are the compiler's mark for hidden code.</summary>
    private const int HiddenLine = 0xFEEFEE;

    /// <summary>A type.</summary>
    public static CodePlace Of(TypeDefinition type) =>
        new(AuthorsType(type), type.Methods.Select(FirstLine).FirstOrDefault(line => line is not null)?.Split(':')[0]);

    /// <summary>A field.</summary>
    public static CodePlace Of(FieldDefinition field) =>
        new(AuthorsType(field.DeclaringType) + "." + field.Name, Of(field.DeclaringType).Source);

    /// <summary>A method as a whole.</summary>
    public static CodePlace Of(MethodDefinition method) => new(AuthorsMethod(method), FirstLine(method));

    /// <summary>An instruction of a method.</summary>
    public static CodePlace Of(MethodDefinition method, Instruction instruction)
    {
        var point = method.DebugInformation.SequencePoints
            .Where(candidate => candidate.StartLine < HiddenLine && candidate.Offset <= instruction.Offset)
            .MaxBy(candidate => candidate.Offset);
        return new CodePlace(AuthorsMethod(method), point is null ? FirstLine(method) : Line(point));
    }

    private static string AuthorsMethod(MethodDefinition method)
    {
        var type = method.DeclaringType;
        var name = method.Name;
        while (Written().Match(name) is not { Success: true } && type.Name.StartsWith('<') && type.DeclaringType is not null)
        {
            // A state machine keeps the method's name in its own.
            name = type.Name;
            type = type.DeclaringType;
        }

        var match = Written().Match(name);
        return AuthorsType(method.DeclaringType) + "." + (match.Success ? match.Groups["name"].Value : method.Name);
    }

    private static string AuthorsType(TypeDefinition type)
    {
        while (type.Name.StartsWith('<') && type.DeclaringType is not null)
        {
            type = type.DeclaringType;
        }

        return ListNotation.Of(type);
    }

    private static string? FirstLine(MethodDefinition method) =>
        method.DebugInformation.SequencePoints.FirstOrDefault(point => point.StartLine < HiddenLine) is { } point
            ? Line(point)
            : StateMachineOf(method)?.Methods.Where(moved => moved.Name == "MoveNext").Select(FirstLine).FirstOrDefault();

    /// <summary>The lines of an async method or iterator belong to the type the compiler made of it.</summary>
    private static TypeDefinition? StateMachineOf(MethodDefinition method) => method.CustomAttributes
        .Where(attribute => attribute.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal))
        .Select(attribute => (attribute.ConstructorArguments[0].Value as TypeReference)?.Resolve())
        .FirstOrDefault();

    private static string Line(SequencePoint point)
    {
        var path = point.Document.Url.Replace('\\', '/');
        var root = RepositoryRoot.Path.Replace('\\', '/').TrimEnd('/') + "/";
        var shown = path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..] : path[(path.LastIndexOf('/') + 1)..];
        return $"{shown}:{point.StartLine}";
    }

    [GeneratedRegex("^<(?<name>[^>]+)>")]
    private static partial Regex Written();
}
