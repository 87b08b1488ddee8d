using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>Where a member is used: some equivalents hold only there.</summary>
/// <param name="Instruction">The instruction that uses it, or null outside a method's body.</param>
/// <param name="User">The method that contains the instruction, or null.</param>
public readonly record struct UseSite(Instruction? Instruction, MethodDefinition? User);

/// <summary>The same source binds to one member on the desktop and to another on the device.</summary>
/// <param name="Desktop">The desktop's member in the notation of the lists, without <c>M:</c>.</param>
/// <param name="Device">What the device's compiler makes of the same source, in the notation of the lists.</param>
/// <param name="Holds">Where this is so; null: everywhere.</param>
public sealed record DesktopEquivalent(string Desktop, IReadOnlyList<string> Device, Func<UseSite, bool>? Holds = null);
