using System.Reflection;
using AedCabinet;

[assembly: AssemblyTitle("AedCabinet.Core")]
[assembly: AssemblyProduct("AED Cabinet")]
[assembly: AssemblyVersion(FirmwareVersion.Text + ".0")]
