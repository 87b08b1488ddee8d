using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>
/// Finds what leaves no trace in the compiled code and yet stops the device's compiler: constants and enum values it lacks,
/// attributes that become flags, <c>^1</c> and <c>1..2</c>, tuples that only swap variables.
/// </summary>
public sealed class SourceRuleChecker(ApiCatalog catalog, IReadOnlyCollection<string> firmwareAssemblies)
{
    private static readonly CSharpParseOptions DeviceLanguage = new(LanguageVersion.CSharp9);

    // Read once: .NET's own are the most of them, and the same for everything that is checked.
    private static readonly ConcurrentDictionary<string, MetadataReference> References = new();

    /// <summary>Checks source files that compile together with these assemblies.</summary>
    /// <exception cref="InvalidOperationException">They don't compile.</exception>
    public IReadOnlyList<Violation> Check(IEnumerable<(string Path, string Text)> files, IEnumerable<string> references)
    {
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(file.Text, DeviceLanguage, file.Path)).ToArray();
        var compilation = CSharpCompilation.Create(
            "Source",
            trees,
            references.Select(reference => References.GetOrAdd(reference, static file => MetadataReference.CreateFromFile(file))),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
        {
            throw new InvalidOperationException("the source does not compile:\n" + string.Join("\n", errors.Take(20)));
        }

        return [.. trees.SelectMany(tree => Check(tree, compilation.GetSemanticModel(tree))).Distinct()];
    }

    /// <summary>.NET's own assemblies, as they run this test.</summary>
    public static IEnumerable<string> Framework()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetDirectoryName(file) == folder);
    }

    private IEnumerable<Violation> Check(SyntaxTree tree, SemanticModel model)
    {
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            var found = node switch
            {
                PrefixUnaryExpressionSyntax index when index.IsKind(SyntaxKind.IndexExpression) => Feature(DeviceRule.IndexOrRange, index),
                RangeExpressionSyntax range => Feature(DeviceRule.IndexOrRange, range),
                TupleExpressionSyntax tuple => Feature(DeviceRule.Tuple, tuple),
                TupleTypeSyntax tuple => Feature(DeviceRule.Tuple, tuple),
                AttributeSyntax attribute => OfType(model.GetTypeInfo(attribute).Type, attribute),
                IdentifierNameSyntax name => OfConstant(model.GetSymbolInfo(name).Symbol, name),
                _ => null,
            };
            if (found is not null)
            {
                yield return found;
            }
        }
    }

    private static Violation Feature(DeviceRule rule, SyntaxNode node) => new(rule, PlaceOf(node), node.ToString(), Advice.For(rule));

    private Violation? OfType(ISymbol? type, SyntaxNode node)
    {
        if (type is null || IsOwn(type) || catalog.HasType(NameOf(type)))
        {
            return null;
        }

        return new Violation(DeviceRule.NotOnDevice, PlaceOf(node), $"type {NameOf(type)}", Advice.ForType(NameOf(type)));
    }

    private Violation? OfConstant(ISymbol? symbol, SyntaxNode node)
    {
        if (symbol is not IFieldSymbol { IsConst: true } field || IsOwn(field))
        {
            return null;
        }

        var name = NameOf(field.ContainingType) + "." + field.Name;
        if (catalog.Field(name)?.Constant is not null)
        {
            return null;
        }

        var value = Convert.ToString(field.ConstantValue, CultureInfo.InvariantCulture);
        return new Violation(DeviceRule.NotOnDevice, PlaceOf(node), $"constant {name} = {value}", Advice.ForMember(name, catalog));
    }

    private bool IsOwn(ISymbol symbol) => symbol.Locations.Any(location => location.IsInSource)
        || (symbol.ContainingAssembly is { } assembly && firmwareAssemblies.Contains(assembly.Name));

    /// <summary>The type's name as the API lists write it.</summary>
    private static string NameOf(ISymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            return NameOf(outer) + "." + type.MetadataName;
        }

        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.MetadataName}"
            : type.MetadataName;
    }

    private static CodePlace PlaceOf(SyntaxNode node)
    {
        var position = node.GetLocation().GetLineSpan();
        var member = node.Ancestors().OfType<MemberDeclarationSyntax>()
            .FirstOrDefault(declaration => declaration is not BaseNamespaceDeclarationSyntax);
        var name = member switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            BaseTypeDeclarationSyntax => null,
            ConstructorDeclarationSyntax => ".ctor",
            BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
            _ => member?.Kind().ToString(),
        };
        var types = node.Ancestors().OfType<BaseTypeDeclarationSyntax>().Reverse().Select(type => type.Identifier.Text);
        return new CodePlace(string.Join(".", name is null ? types : types.Append(name)),
            $"{position.Path}:{position.StartLinePosition.Line + 1}");
    }
}
