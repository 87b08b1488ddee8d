using System.Reflection;

[assembly: AssemblyTitle("AedCabinet.Controller")]
[assembly: AssemblyProduct("AED Cabinet")]
[assembly: AssemblyVersion("0.1.0.0")]
