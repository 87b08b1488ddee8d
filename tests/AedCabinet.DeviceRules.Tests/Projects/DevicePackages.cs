namespace AedCabinet.DeviceRules.Tests;

/// <summary>A nanoFramework package as the firmware may use it.</summary>
/// <param name="Id">The package's id.</param>
/// <param name="Version">The one version that belongs with the others; a trailing <c>*</c> leaves the rest open.</param>
/// <param name="Files">The files in its <c>lib</c> that a project may reference.</param>
/// <param name="Needs">The packages whose assemblies those files need on the device.</param>
public sealed record DevicePackage(string Id, string Version, string[] Files, string[] Needs)
{
    /// <summary>True for this version.</summary>
    public bool Accepts(string version) =>
        Version.EndsWith('*') ? version.StartsWith(Version[..^1], StringComparison.Ordinal) : version == Version;
}

/// <summary>
/// The package versions that belong together (July 2026), and what each package needs beside mscorlib, as its own
/// package description says. A mixture of versions compiles but does not start on the device.
/// </summary>
public static class DevicePackages
{
    private const string Prefix = "nanoFramework.";

    /// <summary>Every package the firmware may use.</summary>
    public static IReadOnlyDictionary<string, DevicePackage> All { get; } = new[]
    {
        new DevicePackage("nanoFramework.CoreLibrary", "1.17.11", ["mscorlib.dll"], []),
        Package("Runtime.Events", "1.11.39"),
        Package("Runtime.Native", "1.7.11"),
        Package("System.Collections", "1.5.75"),
        Package("System.Text", "1.3.42"),
        Package("System.Threading", "1.1.52"),
        Package("System.IO.Streams", "1.1.96", "System.Text"),
        Package("System.IO.FileSystem", "1.1.93", "Runtime.Events", "System.IO.Streams", "System.Text"),
        Package("System.Net", "1.11.60", "Runtime.Events", "System.IO.Streams", "System.Text", "System.Threading"),
        Package("System.Device.Gpio", "1.1.62", "Runtime.Events"),
        Package("System.Device.Adc", "1.1.24"),
        Package("System.Device.Pwm", "1.1.23"),
        Package("System.Device.Wifi", "1.5.149", "Runtime.Events", "System.Net"),
        Package("System.Math", "1.5.116"),
        Package("Hardware.Esp32", "1.6.40", "Runtime.Events"),
        Package("M2Mqtt", "5.1.220", "Runtime.Events", "Runtime.Native", "System.Collections", "System.Net", "M2Mqtt.Core"),
        Package("M2Mqtt.Core", "5.1.220"),
        Package("Json", "2.2.213", "System.Collections", "System.IO.Streams", "System.Text"),
        Package("Logging", "1.1.161"),
        Package("Networking.Sntp", "1.6.42"),
        Package("Device.OneWire", "1.4.35"),
        Package("System.Security.Cryptography", "1.0.*"),
        new DevicePackage("nanoFramework.TestFramework", "3.0.80",
            ["nanoFramework.TestFramework.dll", "nanoFramework.UnitTestLauncher.exe"], []),
    }.ToDictionary(package => package.Id);

    private static DevicePackage Package(string name, string version, params string[] needs) => new(
        Prefix + name,
        version,
        [FileOf(name)],
        [.. needs.Select(need => Prefix + need)]);

    // The System.* assemblies carry their names without the prefix, but for three.
    private static string FileOf(string name) => name switch
    {
        "System.Collections" or "System.Text" or "System.Security.Cryptography" => $"{Prefix}{name}.dll",
        _ when name.StartsWith("System.", StringComparison.Ordinal) => $"{name}.dll",
        _ => $"{Prefix}{name}.dll",
    };
}
