using System.Reflection;
using System.Runtime.CompilerServices;

[assembly: AssemblyTitle("DeviceRules.Fixtures.Clean")]
[assembly: AssemblyVersion("1.0.0.0")]
[assembly: InternalsVisibleTo("AedCabinet.DeviceRules.Tests")]
