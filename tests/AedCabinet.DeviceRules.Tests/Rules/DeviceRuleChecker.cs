using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>Reads the desktop build of a firmware assembly and finds everything a nanoFramework device doesn't have.</summary>
public sealed class DeviceRuleChecker(ApiCatalog catalog, IReadOnlyCollection<string> firmwareAssemblies)
{
    /// <summary>Checks an assembly file; its symbols lie beside it, and the assemblies it references there or with the runtime.</summary>
    public DeviceRuleReport Check(string assemblyFile)
    {
        using var resolver = new DefaultAssemblyResolver();
        foreach (var folder in resolver.GetSearchDirectories())
        {
            resolver.RemoveSearchDirectory(folder);
        }

        resolver.AddSearchDirectory(Path.GetDirectoryName(assemblyFile));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        using var module = ModuleDefinition.ReadModule(assemblyFile, new ReaderParameters
        {
            AssemblyResolver = resolver,
            ReadSymbols = true,
            SymbolReaderProvider = new DefaultSymbolReaderProvider(throwIfNoSymbol: false),
        });
        return Check(module);
    }

    /// <summary>Checks a module that was read or made in memory.</summary>
    public DeviceRuleReport Check(ModuleDefinition module)
    {
        var context = new CheckContext(catalog, firmwareAssemblies);
        var types = new TypeRules(context);
        var members = new MemberRules(context, types);
        var attributes = new AttributeRules(context, members);
        var declarations = new DeclarationRules(context, types, members, attributes);
        var instructions = new InstructionRules(context, types, members);
        var enums = new EnumTextRules(context);

        CheckAssembly(module, context, attributes);
        foreach (var type in module.GetTypes())
        {
            declarations.Check(type);
            foreach (var method in DeclarationRules.IsReportedAtItsAuthor(type) ? [] : type.Methods)
            {
                declarations.Check(method);
                if (method.HasBody && !AttributeRules.TellsStateMachine(method))
                {
                    instructions.Check(method);
                    enums.Check(method);
                }
            }
        }

        CheckWhatNobodyJudged(module, context, types);
        return new DeviceRuleReport(
            context.Violations,
            context.DeviceAssemblies,
            module.AssemblyReferences.Select(reference => reference.Name).Where(firmwareAssemblies.Contains).ToHashSet());
    }

    private static void CheckAssembly(ModuleDefinition module, CheckContext context, AttributeRules attributes)
    {
        var place = PlaceOf(module);
        attributes.Check(module.Assembly, place);
        attributes.Check(module, place);
        if (!module.Assembly.HasSecurityDeclarations)
        {
            return;
        }

        // The compiler asks for SkipVerification when a project allows unsafe code.
        context.Report(DeviceRule.Unsafe, place, "AllowUnsafeBlocks", Advice.For(DeviceRule.Unsafe));
        foreach (var reference in module.GetTypeReferences().Where(type => type.Namespace == "System.Security.Permissions"))
        {
            context.Judged(reference);
        }
    }

    /// <summary>A safety net under the rules: a referenced type that no rule has seen is judged here.</summary>
    private static void CheckWhatNobodyJudged(ModuleDefinition module, CheckContext context, TypeRules types)
    {
        // Types that only these features need were left out on purpose.
        if (context.Violations.Any(
            violation => violation.Rule is DeviceRule.Async or DeviceRule.Iterator or DeviceRule.Record or DeviceRule.Dynamic))
        {
            return;
        }

        foreach (var type in module.GetTypeReferences().Where(type => !context.WasJudged(type)))
        {
            types.Check(type, PlaceOf(module));
        }
    }

    private static CodePlace PlaceOf(ModuleDefinition module) => new(module.Assembly.Name.Name, null);
}
