using System;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace nanoFramework.TestFramework;

/// <summary>
/// Marks a test: <c>public void</c>, without parameters unless <see cref="DataRowAttribute"/> gives them.
/// The class's <see cref="SetupAttribute"/> method runs before its first test, its <see cref="CleanupAttribute"/> method
/// after its last.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public class TestMethodAttribute : Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute
{
    /// <summary>Marks a test.</summary>
    public TestMethodAttribute()
        : base(string.Empty)
    {
    }

    /// <summary>Runs the test the way the device does.</summary>
    /// <param name="testMethod">The test, with the parameters of one data row.</param>
    public override async Task<TestResult[]> ExecuteAsync(ITestMethod testMethod)
    {
        var run = ClassRun.Of(testMethod.MethodInfo.ReflectedType!);
        if (run.Begin() is { } obstacle)
        {
            return [obstacle];
        }

        var results = await base.ExecuteAsync(testMethod).ConfigureAwait(false);
        return run.End() is { } failure ? [.. results, failure] : results;
    }
}
