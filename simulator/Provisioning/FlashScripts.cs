using System.Reflection;
using System.Text.RegularExpressions;
using System.Text;
using AedCabinet.Simulator.Provisioning.Images;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>The two scripts that write a cabinet's board, from the templates beside this file.</summary>
/// <param name="id">The cabinet's id.</param>
/// <param name="board">Its board.</param>
/// <param name="serialPort">The port to use when none is named; empty for the one that is found.</param>
internal sealed partial class FlashScripts(string id, BoardTarget board, string serialPort)
{
    private static readonly string s_bash = Template(BundleFiles.Script);
    private static readonly string s_powerShell = Template(BundleFiles.WindowsScript);

    /// <summary>Gets the script for Linux and macOS.</summary>
    public string Bash => Fill(s_bash);

    /// <summary>Gets the script for Windows.</summary>
    public string PowerShell => Fill(s_powerShell);

    /// <summary>A script for Windows as its file: PowerShell 5 reads Chinese only after a byte order mark.</summary>
    /// <param name="script">The script.</param>
    /// <returns>The bytes.</returns>
    public static byte[] WindowsBytes(string script) =>
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(script.ReplaceLineEndings("\r\n"))];

    /// <summary>The port that a script uses when none is named.</summary>
    /// <param name="script">The script for Linux.</param>
    /// <returns>The port; empty for none.</returns>
    public static string PortOf(string script) => Port().Match(script).Groups["port"].Value;

    private static string Template(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("provisioning/" + name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    // None of them can hold a quotation mark: each was judged where it came in.
    private string Fill(string template) => template
        .Replace("{{id}}", id)
        .Replace("{{target}}", board.Target)
        .Replace("{{address}}", board.Deployment.Address)
        .Replace("{{bench}}", board.Memory.IsBenchOnly ? "bench" : string.Empty)
        .Replace("{{port}}", serialPort);

    [GeneratedRegex("^default_port='(?<port>[^']*)'$", RegexOptions.Multiline)]
    private static partial Regex Port();
}
