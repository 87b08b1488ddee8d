using Mono.Cecil;

namespace AedCabinet.DeviceHeap;

/// <summary>What lies in a device's heap whatever the firmware does: tables, and what libraries and CLR take for themselves.</summary>
public static class DeviceMemory
{
    /// <summary>
    /// Gets the libraries' tables: the counts read from their own files in the versions that belong together (July 2026), built from
    /// their public sources; mscorlib's from the package.
    /// </summary>
    public static IReadOnlyDictionary<string, AssemblyTables> Libraries { get; } = new Dictionary<string, AssemblyTables>
    {
        ["mscorlib"] = new(0, 0, 0, 0, 141, 87, 803, 16),
        ["nanoFramework.Device.OneWire"] = new(1, 11, 0, 15, 1, 4, 16, 1),
        ["nanoFramework.Hardware.Esp32"] = new(2, 25, 1, 27, 49, 70, 187, 7),
        ["nanoFramework.Json"] = new(4, 57, 6, 123, 48, 30, 168, 9),
        ["nanoFramework.M2Mqtt"] = new(7, 65, 2, 104, 55, 176, 474, 1),
        ["nanoFramework.M2Mqtt.Core"] = new(1, 7, 0, 2, 16, 20, 81, 0),
        ["nanoFramework.Runtime.Events"] = new(1, 12, 0, 12, 15, 22, 52, 3),
        ["nanoFramework.Runtime.Native"] = new(1, 10, 0, 12, 10, 3, 27, 1),
        ["nanoFramework.System.Collections"] = new(1, 13, 0, 14, 10, 26, 88, 1),
        ["nanoFramework.System.Security.Cryptography"] = new(1, 10, 0, 9, 4, 10, 34, 0),
        ["nanoFramework.System.Text"] = new(1, 20, 1, 31, 5, 5, 74, 0),
        ["System.Device.Adc"] = new(1, 7, 0, 6, 5, 7, 36, 0),
        ["System.Device.Gpio"] = new(2, 22, 1, 21, 15, 28, 89, 3),
        ["System.Device.Wifi"] = new(5, 41, 0, 66, 12, 30, 71, 13),
        ["System.IO.FileSystem"] = new(4, 43, 1, 72, 39, 76, 225, 15),
        ["System.IO.Streams"] = new(2, 28, 0, 37, 7, 24, 124, 0),
        ["System.Net"] = new(5, 46, 0, 56, 54, 127, 331, 20),
        ["System.Threading"] = new(1, 21, 0, 33, 4, 14, 50, 3),
    };

    /// <summary>What lies in the heap of every boot, and how large the firmware's own files are.</summary>
    /// <param name="folder">Where the firmware's desktop build is: what differs in it from the device's is a handful of references.</param>
    /// <returns>Tables and what the platform takes for itself; the files by name.</returns>
    public static DeviceBasis Of(string folder)
    {
        List<HeapLine> lines = [];
        Dictionary<string, int> files = [];
        foreach (string name in FirmwareWorld.Firmware)
        {
            using ModuleDefinition module = ModuleDefinition.ReadModule(Path.Combine(folder, name + ".dll"));
            lines.Add(Line(name, AssemblyTables.Of(module)));
            files.Add(name, PeSize.Of(module));
        }

        lines.AddRange(Libraries.Select(library => Line(library.Key, library.Value)));
        lines.Add(new HeapLine(HeapKind.Runtime, "the CLR's and its libraries' own", 1, LibraryState.Runtime));
        return new DeviceBasis(lines, files);
    }

    private static HeapLine Line(string name, AssemblyTables tables) => new(HeapKind.Tables, $"tables of {name}", 1, tables.Bytes);
}

/// <summary>What is the same whatever the firmware does.</summary>
/// <param name="Lines">What lies in the heap.</param>
/// <param name="PeBytes">The sizes of the firmware's files, reckoned.</param>
public sealed record DeviceBasis(IReadOnlyList<HeapLine> Lines, IReadOnlyDictionary<string, int> PeBytes);
