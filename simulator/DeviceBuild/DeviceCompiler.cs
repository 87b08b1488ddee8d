using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace AedCabinet.DeviceBuild;

/// <summary>
/// Compiles a device project as Visual Studio with nanoFramework's extension does: C# 9, no nullable, no .NET, only the assemblies
/// that the project references. Warnings are errors, those that the project itself silences excepted.
/// </summary>
public sealed class DeviceCompiler
{
    /// <summary>The program that runs tests on a device: test projects name it, nothing is called of it, no list describes it.</summary>
    private const string TestLauncher = "nanoFramework.UnitTestLauncher";

    private readonly string _root;
    private readonly IReadOnlyDictionary<string, byte[]> _libraries;
    private readonly Dictionary<string, DeviceAssembly> _compiled = [];

    /// <summary>
    /// Initializes a new instance of the <see cref="DeviceCompiler"/> class with the lists and the mscorlib that lie beside the program.
    /// </summary>
    /// <param name="root">The root of the source tree.</param>
    public DeviceCompiler(string root)
    {
        _root = root;
        string folder = Path.Combine(AppContext.BaseDirectory, "device");
        using DesktopShapes shapes = new(DesktopShapes.OfThisProgram());
        _libraries = ReferenceAssemblies.Make(ApiCatalog.Load(folder), shapes, Path.Combine(folder, "mscorlib.dll"));
    }

    /// <summary>The platform's assemblies, by name: mscorlib as it is, the others without code.</summary>
    public IReadOnlyDictionary<string, byte[]> Libraries => _libraries;

    /// <summary>Compiles a project and those that it references; once, however often it is asked for.</summary>
    /// <param name="path">The <c>.nfproj</c> from the root of the tree, with slashes.</param>
    /// <exception cref="DeviceCompilationException">It does not compile; the message has every reason with file and line.</exception>
    public DeviceAssembly Compile(string path)
    {
        if (!_compiled.TryGetValue(path, out DeviceAssembly? assembly))
        {
            NfProject project = NfProject.Load(_root, path);
            assembly = Compile(project, project.SourceFiles.Select(file => (file, File.ReadAllText(Path.Combine(_root, file)))));
            _compiled.Add(path, assembly);
        }

        return assembly;
    }

    /// <summary>Compiles these files in the place of a project's own.</summary>
    /// <param name="project">What else it takes: references, language, silenced warnings.</param>
    /// <param name="files">Paths and texts.</param>
    /// <exception cref="DeviceCompilationException">It does not compile.</exception>
    public DeviceAssembly Compile(NfProject project, IEnumerable<(string Path, string Text)> files)
    {
        string name = project.Property("AssemblyName") ?? throw new DeviceCompilationException($"{project.Path}: no AssemblyName");
        if (!LanguageVersionFacts.TryParse(project.Property("LangVersion"), out LanguageVersion language))
        {
            throw new DeviceCompilationException($"{project.Path}: no LangVersion");
        }

        CSharpParseOptions parse = new(language,
            project.Property("DocumentationFile") is null ? DocumentationMode.Parse : DocumentationMode.Diagnose);
        CSharpCompilationOptions options = new(
            project.Property("OutputType") == "Exe" ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            generalDiagnosticOption: ReportDiagnostic.Error,
            specificDiagnosticOptions: Silenced(project).Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)),
            deterministic: true,
            nullableContextOptions: NullableContextOptions.Disable);
        CSharpCompilation compilation = CSharpCompilation.Create(
            name, files.Select(file => CSharpSyntaxTree.ParseText(file.Text, parse, file.Path)), References(project), options);
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new DeviceCompilationException(
                $"{project.Path} does not compile for the "
                    + $"device:\n{string.Join('\n', result.Diagnostics.Where(
                        found => found.Severity == DiagnosticSeverity.Error).Take(50))}");
        }

        DeviceAssembly assembly = new(name, image.ToArray());
        return assembly.TypesOfTheCompiler is { Count: 0 } ? assembly : throw new DeviceCompilationException(
            $"{project.Path}: the compiler adds types of its own, which shift the device's tables: "
                + $"{string.Join(", ", assembly.TypesOfTheCompiler)}");
    }

    private static IEnumerable<string> Silenced(NfProject project) =>
        (project.Property("NoWarn") ?? string.Empty).Split(';').Where(id => id.StartsWith("CS", StringComparison.Ordinal));

    private IEnumerable<MetadataReference> References(NfProject project)
    {
        foreach (string name in project.References.Select(reference => reference.Name).Where(name => name != TestLauncher))
        {
            if (!_libraries.TryGetValue(name, out byte[]? image))
            {
                throw new DeviceCompilationException($"{project.Path} references {name}, of which there is no API list");
            }

            yield return MetadataReference.CreateFromImage(image);
        }

        foreach (string path in project.ReferencedProjects)
        {
            yield return MetadataReference.CreateFromImage(Compile(path).Image);
        }
    }
}
