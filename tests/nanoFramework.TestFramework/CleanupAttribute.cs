using System;

namespace nanoFramework.TestFramework;

/// <summary>
/// Marks the method that runs once after the tests of its class; when only some of them were selected, at the end of the process.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public class CleanupAttribute : Attribute
{
}
