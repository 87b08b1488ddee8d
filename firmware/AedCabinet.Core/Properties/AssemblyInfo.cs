using System.Reflection;
using AedCabinet.Platform;

[assembly: AssemblyTitle("AedCabinet.Core")]
[assembly: AssemblyProduct("AED Cabinet")]
[assembly: AssemblyVersion(FirmwareVersion.Text + ".0")]
