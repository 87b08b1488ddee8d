using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace nanoFramework.TestFramework;

/// <summary>Runs a test once with these parameters.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class DataRowAttribute : Attribute, ITestDataSource
{
    /// <summary>One row.</summary>
    /// <param name="methodParameters">The test's parameters, at least one, of exactly the types it declares.</param>
    /// <exception cref="ArgumentNullException">No row at all.</exception>
    /// <exception cref="ArgumentException">An empty row.</exception>
    public DataRowAttribute(params object?[] methodParameters)
    {
        ArgumentNullException.ThrowIfNull(methodParameters);
        if (methodParameters.Length == 0)
        {
            throw new ArgumentException("A data row without parameters.", nameof(methodParameters));
        }

        MethodParameters = methodParameters;
    }

    /// <summary>The test's parameters.</summary>
    public object?[] MethodParameters { get; }

    IEnumerable<object?[]> ITestDataSource.GetData(MethodInfo methodInfo) => [MethodParameters];

    string? ITestDataSource.GetDisplayName(MethodInfo methodInfo, object?[]? data)
    {
        var parameters = (data ?? []).Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null");
        return $"{methodInfo.Name} ({string.Join(", ", parameters)})";
    }
}
