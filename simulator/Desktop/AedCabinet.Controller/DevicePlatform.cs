extern alias device;

// What .NET has by the same names and does better than the device: the firmware's source means the stand-ins, which hurt as the device
// does (simulator/docs/stand-ins.md). Global aliases are the one thing here that is not C# 9.
global using Directory = device::System.IO.Directory;
global using File = device::System.IO.File;
global using FileStream = device::System.IO.FileStream;
global using HMACSHA256 = device::System.Security.Cryptography.HMACSHA256;
global using Thread = device::System.Threading.Thread;
