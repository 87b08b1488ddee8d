using System.Reflection;
using AedCabinet.Platform;

[assembly: AssemblyTitle("AedCabinet.Controller")]
[assembly: AssemblyProduct("AED Cabinet")]
[assembly: AssemblyVersion(FirmwareVersion.Text + ".0")]
