using System;

namespace TestFrameworkShared;

/// <summary>An assertion did not hold.</summary>
public class AssertFailedException : Microsoft.VisualStudio.TestTools.UnitTesting.AssertFailedException
{
    /// <summary>Without a reason.</summary>
    public AssertFailedException()
        : base(string.Empty)
    {
    }

    /// <summary>With a reason.</summary>
    /// <param name="msg">What was expected and what came.</param>
    public AssertFailedException(string msg)
        : base(msg)
    {
    }

    /// <summary>With a reason and its cause.</summary>
    /// <param name="msg">What was expected and what came.</param>
    /// <param name="ex">The cause.</param>
    public AssertFailedException(string msg, Exception ex)
        : base(msg, ex)
    {
    }
}
