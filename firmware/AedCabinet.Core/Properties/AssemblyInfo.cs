using System.Reflection;

[assembly: AssemblyTitle("AedCabinet.Core")]
[assembly: AssemblyProduct("AED Cabinet")]
[assembly: AssemblyVersion("0.1.0.0")]
