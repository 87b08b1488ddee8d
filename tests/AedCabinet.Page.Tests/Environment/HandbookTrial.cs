using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Processes;
using AedCabinet.Testing;
using CliWrap;

namespace AedCabinet.Page.Tests.Environment;

/// <summary>
/// The three lines of the registry's handbook ("In five minutes"), run as they stand there in a folder of their own that has nothing but
/// a way to the repository's <c>simulator</c>. Only the ports are others, the cabinets' flash is in the folder too, and what
/// <c>dotnet run</c> would build is built already.
/// </summary>
internal sealed partial class HandbookTrial : IDisposable
{
    /// <summary>The handbook.</summary>
    public const string Handbook = "simulator/Registry/README.md";

    private static readonly string[] s_ports = ["1883", "8080", "9464"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-trial-");
    private readonly Dictionary<string, int> _portOf = s_ports.ToDictionary(port => port, _ => Ports.Free());
    private readonly List<RunningProgram> _programs = [];
    private readonly StringBuilder _output = new();

    /// <summary>Initializes a new instance of the <see cref="HandbookTrial"/> class; nothing is started yet.</summary>
    public HandbookTrial() =>
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "simulator"), RepositoryRoot.At("simulator"));

    /// <summary>Gets the section, with its words.</summary>
    public static string Section { get; } = Find(Whole(), "## In five minutes");

    /// <summary>Gets its lines for a shell.</summary>
    public static IReadOnlyList<string> Lines { get; } =
        [.. Shell().Match(Section).Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Gets the registry's page.</summary>
    public Uri Registry => At("9464");

    /// <summary>Gets the cabinets' page.</summary>
    public Uri Cabinets => At("8080");

    /// <summary>Gets everything that was printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts a line.</summary>
    /// <param name="line">The line, as it stands in the handbook.</param>
    /// <param name="typed">What is typed when it asks.</param>
    /// <returns>The running program.</returns>
    public RunningProgram Start(string line, string typed = "")
    {
        Match parts = Line().Match(line);
        Assert.IsTrue(parts.Success, $"{Handbook}: \"{line}\" is no line that this test can run.");
        string project = Path.GetFileNameWithoutExtension(
            Directory.GetFiles(Path.Combine(_folder.FullName, parts.Groups["project"].Value), "*.csproj").Single());
        string arguments = _portOf.Aggregate(parts.Groups["arguments"].Value,
            (text, port) => Regex.Replace(text, $@"\b{port.Key}\b", Text(port.Value)));
        List<string> all =
            [Path.Combine(AppContext.BaseDirectory, project + ".dll"), .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        if (all.Count == 1)
        {
            // The simulator of line one, at its usual ports: those of this test instead.
            all.AddRange(["--mqtt-port", Text(_portOf["1883"]), "--web-port", Text(_portOf["8080"]), "--flash", "flash"]);
        }

        RunningProgram program = new(Cli.Wrap("dotnet").WithArguments(all).WithWorkingDirectory(_folder.FullName)
            .WithStandardInputPipe(PipeSource.FromString(typed))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(Take)).WithStandardErrorPipe(PipeTarget.ToDelegate(Take)));
        _programs.Add(program);
        return program;
    }

    /// <summary>Waits until a text was printed.</summary>
    /// <param name="part">The text.</param>
    public void AwaitOutput(string part) =>
        Waiting.Until(() => Output.Contains(part, StringComparison.Ordinal), $"\"{part}\"", () => Output);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (RunningProgram program in _programs)
        {
            program.Dispose();
        }

        // The link, and not what it leads to.
        Directory.Delete(Path.Combine(_folder.FullName, "simulator"));
        _folder.Delete(recursive: true);
    }

    private static string Whole() => File.ReadAllText(RepositoryRoot.At(Handbook));

    private static string Find(string text, string heading)
    {
        int from = text.IndexOf(heading, StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(0, from, $"{Handbook} has no \"{heading}\".");
        int to = text.IndexOf("\n## ", from, StringComparison.Ordinal);
        return text[from..(to < 0 ? text.Length : to)];
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private Uri At(string port) => new($"http://127.0.0.1:{Text(_portOf[port])}");

    private void Take(string line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    [GeneratedRegex(@"```sh\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shell();

    [GeneratedRegex(@"^dotnet run -c Release --project (?<project>\S+)( -- (?<arguments>.*))?$")]
    private static partial Regex Line();
}
