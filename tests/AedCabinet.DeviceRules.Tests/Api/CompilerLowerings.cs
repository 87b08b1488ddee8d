using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>
/// Members nobody wrote: the compiler uses them because .NET has them, and does without where the library lacks them.
/// Each entry names the device member the same statement comes down to there.
/// </summary>
public static class CompilerLowerings
{
    private const string Handler = "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler";
    private const string CharSpan = "System.ReadOnlySpan`1<System.Char>";

    /// <summary>Every entry.</summary>
    public static IEnumerable<DesktopEquivalent> All => Statements().Concat(Interpolation()).Concat(CharConcatenation());

    /// <summary>The types that only such members bring into a method as a local variable.</summary>
    public static bool IsLoweredLocal(TypeReference type) => ListNotation.Of(type) == Handler;

    /// <summary>The last argument is the constant 0.</summary>
    public static bool LastArgumentIsZero(UseSite use) => use.Instruction?.Previous?.OpCode.Code == Code.Ldc_I4_0;

    /// <summary>The method does not use what only .NET's dictionary enumerator offers.</summary>
    public static bool ReadsNoDictionaryEnumerator(UseSite use) =>
        use.User is { } user && !user.Body.Instructions.Any(
            instruction => instruction.Operand is MethodReference { DeclaringType.FullName: "System.Collections.IDictionaryEnumerator" });

    private static IEnumerable<DesktopEquivalent> Statements()
    {
        // lock: the device's compiler takes the older form.
        yield return Lowered(
            "System.Threading.Monitor.Enter(System.Object,System.Boolean@) -> System.Void",
            "M:System.Threading.Monitor.Enter(System.Object) -> System.Void");

        // A params method called without arguments: the device allocates the empty array.
        yield return new("System.Array.Empty``1 -> !!0[]", ["T:System.Array"], FillsParams);

        // A field-like event: without this method the accessors combine under a lock.
        yield return new(
            "System.Threading.Interlocked.CompareExchange``1(!!0@,!!0,!!0) -> !!0",
            [
                "M:System.Delegate.Combine(System.Delegate,System.Delegate) -> System.Delegate",
                "M:System.Delegate.Remove(System.Delegate,System.Delegate) -> System.Delegate",
            ],
            IsEventAccessor);

        // A switch expression that no arm matches.
        foreach (var constructor in new[] { "#ctor", "#ctor(System.Object)" })
        {
            yield return new(
                $"System.Runtime.CompilerServices.SwitchExpressionException.{constructor} -> System.Void",
                ["M:System.InvalidOperationException.#ctor -> System.Void"],
                use => use.User?.DeclaringType.Name == "<PrivateImplementationDetails>");
        }
    }

    /// <summary>$"…" in every language version; without the handler it is String.Format.</summary>
    private static IEnumerable<DesktopEquivalent> Interpolation()
    {
        string[] members =
        [
            "#ctor(System.Int32,System.Int32) -> System.Void",
            "AppendLiteral(System.String) -> System.Void",
            "AppendFormatted(System.String) -> System.Void",
            "AppendFormatted(System.String,System.Int32,System.String) -> System.Void",
            "AppendFormatted(System.Object,System.Int32,System.String) -> System.Void",
            "AppendFormatted``1(!!0) -> System.Void",
            "AppendFormatted``1(!!0,System.String) -> System.Void",
            "AppendFormatted``1(!!0,System.Int32) -> System.Void",
            "AppendFormatted``1(!!0,System.Int32,System.String) -> System.Void",
            "ToStringAndClear -> System.String",
        ];
        return members.Select(member => Lowered(
            $"{Handler}.{member}",
            "M:System.String.Format(System.String,System.Object[]) -> System.String"));
    }

    /// <summary>text + c: .NET joins spans, the device the character's text.</summary>
    private static IEnumerable<DesktopEquivalent> CharConcatenation()
    {
        const string CharText = "M:System.Char.ToString -> System.String";
        yield return Lowered($"System.String.op_Implicit(System.String) -> {CharSpan}", CharText);
        yield return Lowered($"{CharSpan}.#ctor(!0@) -> System.Void", CharText);
        for (var parts = 2; parts <= 4; parts++)
        {
            yield return Lowered(
                $"System.String.Concat({string.Join(",", Enumerable.Repeat(CharSpan, parts))}) -> System.String",
                $"M:System.String.Concat({string.Join(",", Enumerable.Repeat("System.String", parts))}) -> System.String");
        }
    }

    private static DesktopEquivalent Lowered(string desktop, string device) => new(desktop, [device]);

    private static bool FillsParams(UseSite use)
    {
        var next = use.Instruction?.Next;
        while (next?.OpCode.Code == Code.Nop)
        {
            next = next.Next;
        }

        if (next?.Operand is not MethodReference called)
        {
            return false;
        }

        var definition = BaseTypes.Definition(called.DeclaringType)?.Methods
            .FirstOrDefault(method => ListNotation.Of(method) == ListNotation.Of(called));
        return definition?.Parameters.LastOrDefault()?.CustomAttributes
            .Any(attribute => attribute.AttributeType.FullName == "System.ParamArrayAttribute") is true;
    }

    private static bool IsEventAccessor(UseSite use) =>
        use.User is { IsAddOn: true } or { IsRemoveOn: true }
        && use.User.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "CompilerGeneratedAttribute");
}
