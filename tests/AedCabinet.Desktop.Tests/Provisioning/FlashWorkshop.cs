using AedCabinet.Desktop.Tests.Provisioning.Images;
using AedCabinet.Processes;
using AedCabinet.Simulator.Provisioning.Images;
using AedCabinet.Testing;
using CliWrap;
using CliWrap.Buffered;

namespace AedCabinet.Desktop.Tests.Provisioning;

/// <summary>A technician's table: a cabinet's folder, its script, and a flash tool that behaves as it is told.</summary>
internal sealed class FlashWorkshop : IDisposable
{
    /// <summary>The script for Linux.</summary>
    public const string Bash = "flash.sh";

    /// <summary>The script for Windows.</summary>
    public const string PowerShell = "flash.ps1";

    private const string Pwsh = "pwsh";

    // Notes its arguments, keeps a copy of the files it is given, and fails, grumbles or lies when told to. What the board says
    // of itself lies in "details", or in "details.1" for the first time only.
    private const string Tool = """
        #!/bin/sh
        case "$*" in --version) echo "nanoff $TOOL+0a1b2c3d"; exit 0;; esac
        echo "$*" >> "$NOTES/calls"
        echo ".NET nanoFramework Firmware Flasher v$TOOL+0a1b2c3d"
        for file in "$@"; do case "$file" in *.json) cp "$file" "$NOTES/";; esac; done
        case "$*" in *"$FAILING"*) if [ -n "$FAILING" ]; then echo "Error E4000"; exit "${CODE:-1}"; fi;; esac
        case "$*" in *filedeployment*) if [ -n "$REFUSED" ]; then echo "Deploying file cabinet.json to I:\\cabinet.json..."; echo "Error deploying content file cabinet.json to I:\\cabinet.json"; fi;; esac
        case "$*" in *devicedetails*)
          if [ -f "$NOTES/details.1" ]; then cat "$NOTES/details.1"; rm "$NOTES/details.1"; else cat "$NOTES/details"; fi;; esac
        exit 0
        """;

    public FlashWorkshop()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("The flash tool here is a script for Linux and macOS.");
        }

        Office.Provision();
        Directory.CreateDirectory(Office.PathOf("tools"));
        Directory.CreateDirectory(Office.PathOf("notes"));
        File.WriteAllText(Office.PathOf("tools", "nanoff"), Tool);
        ProvisioningBench.SetMode(Office.PathOf("tools", "nanoff"), 0b111_000_000);
        File.WriteAllText(Port, string.Empty);
        Answer(Details());
    }

    /// <summary>Gets the scripts that can be run here: that for Windows where PowerShell is installed.</summary>
    public static IReadOnlyList<string> Scripts { get; } = RunningProgram.Find(Pwsh) is null ? [Bash] : [Bash, PowerShell];

    public ProvisioningBench Office { get; } = new();

    // Any file that can be read and written passes for a port.
    public string Port => Office.PathOf("ttyUSB7");

    public string[] Calls => File.Exists(Note("calls")) ? File.ReadAllLines(Note("calls")) : [];

    public string Note(string name) => Office.PathOf("notes", name);

    /// <summary>Sets what the board says of itself.</summary>
    public void Answer(string details, bool isOnce = false) => File.WriteAllText(Note(isOnce ? "details.1" : "details"), details);

    /// <summary>What a board says that runs what the office's firmware folder holds, in the flash tool's own form.</summary>
    /// <param name="assemblies">Changes the list of assemblies.</param>
    /// <param name="runtime">The version of its runtime.</param>
    /// <param name="target">The target of its runtime.</param>
    public string Details(Action<List<DeploymentAssembly>>? assemblies = null, string runtime = TestImage.ArchivedRuntime,
        string target = "ESP32_S3_QUAD")
    {
        List<DeploymentAssembly> list = TestImage.Sound;
        IEnumerable<string> native = list.Where(assembly => assembly.NativeChecksum != 0)
            .Select(assembly => $"  {assembly.Name} v100.0.0.1, checksum 0x{assembly.NativeChecksum:X8}").ToArray();
        assemblies?.Invoke(list);
        return $"""

            HAL build info: nanoCLR running @ {target} built with ESP-IDF v5.5.4
              Target:   {target}
              Platform: ESP32

            Firmware build Info:
              Date:        Aug 26 2026
              Type:        MinSizeRel build, support for PSRAM
              CLR Version: {runtime}
              Compiler:    GNU ARM GCC v14.2.0

            AppDomains:

            Assemblies:
            {string.Join('\n', list.Select(assembly => $"  {assembly.Name}, {assembly.Version}"))}

            Native Assemblies:
            {string.Join('\n', native)}

            """;
    }

    /// <summary>Runs the cabinet's script.</summary>
    public (int Code, string Output) Run(string script, string? port = null, string failing = "", bool isRefused = false,
        string tool = "2.5.162")
    {
        string file = Office.Out(ProvisioningBench.First, script);
        Command command = script == Bash
            ? Cli.Wrap(file).WithArguments([port ?? Port])
            : Cli.Wrap(RunningProgram.Find(Pwsh)!).WithArguments(["-NoProfile", "-NonInteractive", "-File", file, "-Port", port ?? Port]);
        BufferedCommandResult run = command
            .WithWorkingDirectory(Office.PathOf("tools"))
            .WithEnvironmentVariables(variables => variables
                .Set("PATH", $"{Office.PathOf("tools")}:/usr/bin:/bin")
                .Set("HOME", Office.PathOf("tools"))
                .Set("NOTES", Office.PathOf("notes"))
                .Set("FAILING", failing)
                .Set("REFUSED", isRefused ? "1" : string.Empty)
                .Set("TOOL", tool)
                .Set("AED_RETRY_PAUSE", "0")
                .Set("AED_FIRMWARE", null))
            .Run();
        return (run.ExitCode, run.Output());
    }

    public void Dispose() => Office.Dispose();
}
