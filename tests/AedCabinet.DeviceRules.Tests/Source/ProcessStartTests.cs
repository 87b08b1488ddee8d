using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>
/// Other programs are started by CliWrap or by simulator/Processes: what a test or a command has started ends with it, and nobody's
/// program stops because nobody reads what it prints.
/// </summary>
[TestClass]
public sealed class ProcessStartTests
{
    [TestMethod]
    public void No_file_starts_a_program_by_the_operating_system_s_process()
    {
        SourceTree tree = SourceTree.Read(RepositoryRoot.Path);
        string[] files = [.. tree.With(".cs", "simulator/"), .. tree.With(".cs", "tests/")];

        Assert.IsGreaterThan(800, files.Length);
        Findings.MustBeNone(files.SelectMany(file => Starts(File.ReadAllText(RepositoryRoot.At(file))).Select(line => $"{file}:{line}")));
    }

    [TestMethod]
    [DataRow("Process.Start(\"kill\");")]
    [DataRow("System.Diagnostics.Process.Start(\"kill\", [\"-9\"]);")]
    [DataRow("var start = new ProcessStartInfo(\"kill\");")]
    [DataRow("System.Diagnostics.ProcessStartInfo start = new(\"kill\");")]
    [DataRow("using Process process = new();")]
    [DataRow("var process = new Process { EnableRaisingEvents = true };")]
    public void A_program_that_is_started_is_found(string statement) => Assert.AreEqual(1, Starts(statement).Single());

    [TestMethod]
    [DataRow("long memory = Process.GetCurrentProcess().WorkingSet64;")]
    [DataRow("using Process process = Process.GetProcessById(id);")]
    [DataRow("Run(\"Process.Start and ProcessStartInfo\"); // Process.Start(x)")]
    public void What_only_looks_at_a_process_is_no_start(string statement) => Assert.IsEmpty(Starts(statement));

    private static IEnumerable<int> Starts(string text)
    {
        // Most files say none of it and need no parser.
        if (!text.Contains("Process", StringComparison.Ordinal))
        {
            return [];
        }

        SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
        return root.DescendantNodes().Where(IsStart).Select(node => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1).Distinct();
    }

    private static bool IsStart(SyntaxNode node) => node switch
    {
        IdentifierNameSyntax name => name.Identifier.Text == "ProcessStartInfo",
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text == "Start" && IsProcess(access.Expression),
        ObjectCreationExpressionSyntax made => IsProcess(made.Type),
        VariableDeclarationSyntax declared => IsProcess(declared.Type)
            && declared.Variables.Any(variable => variable.Initializer?.Value is ImplicitObjectCreationExpressionSyntax),
        _ => false,
    };

    private static bool IsProcess(SyntaxNode name) => name.ToString() is "Process" or "Diagnostics.Process" or "System.Diagnostics.Process";
}
