using System;

namespace nanoFramework.TestFramework;

/// <summary>
/// Marks a class with tests. It runs on the device as it stands, and here under MSTest.
/// </summary>
/// <remarks>
/// MSTest wants the class public. A class with instance fields is refused, because the device calls every method
/// without an instance.
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
public class TestClassAttribute : Microsoft.VisualStudio.TestTools.UnitTesting.TestClassAttribute
{
}
