using System;

namespace nanoFramework.TestFramework;

/// <summary>
/// Marks the method that runs once before the tests of its class. If it calls <see cref="Assert.SkipTest"/> none of them
/// runs. If it fails they all fail (the device counts one failure and runs them).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public class SetupAttribute : Attribute
{
}
