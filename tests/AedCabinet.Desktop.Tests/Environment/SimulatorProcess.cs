using System.Text.RegularExpressions;
using System.Text;
using AedCabinet.Processes;
using AedCabinet.Simulator.Commands;
using AedCabinet.Testing;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>The simulator as a process of its own, as a person starts it.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    private static readonly Regex s_cabinet = new(@"^\S+ cabinet  (?<base>aed/v1/\S+)/(?<id>[^/\s]+)\r?$", RegexOptions.Multiline);

    private static readonly Regex s_message = new(@"^\S+ mqtt +(?<kind>\w+) (\(retained\) )?(?<id>\S+) (?<text>\{.*\})\r?$",
        RegexOptions.Multiline);

    private readonly RunningProgram _program;
    private readonly StringBuilder _output = new();

    public SimulatorProcess(params string[] arguments) =>
        _program = new RunningProgram("dotnet", [typeof(RunCommand).Assembly.Location, .. arguments], Take);

    /// <summary>Gets everything it printed, on both streams.</summary>
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

    /// <summary>Waits until it has printed a text.</summary>
    /// <param name="part">The text.</param>
    public void AwaitOutput(string part) => Waiting.Until(() => Output.Contains(part, StringComparison.Ordinal),
        $"the simulator to print \"{part}\"", () => Output);

    /// <summary>Asks it to stop as Ctrl-C does.</summary>
    public void Interrupt() => _program.Interrupt();

    /// <summary>Kills it without a goodbye to anybody.</summary>
    public void Kill() => _program.Kill();

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public int AwaitExit()
    {
        Assert.IsTrue(_program.AwaitEnd(Waiting.Limit), $"The simulator did not end. It printed:{System.Environment.NewLine}{Output}");
        return _program.ExitCode;
    }

    public void Dispose()
    {
        _program.Dispose();
        CheckMessages();
    }

    // Whatever a cabinet sent in a test is checked.
    private void CheckMessages()
    {
        Dictionary<string, string> topics = s_cabinet.Matches(Output)
            .ToDictionary(line => line.Groups["id"].Value, line => line.Groups["base"].Value);
        foreach (Match message in s_message.Matches(Output))
        {
            string id = message.Groups["id"].Value;
            ContractValidator.Shared.Check($"{topics[id]}/{id}/{message.Groups["kind"].Value}",
                Encoding.UTF8.GetBytes(message.Groups["text"].Value));
        }
    }

    private void Take(string line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
