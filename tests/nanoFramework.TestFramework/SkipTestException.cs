using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace nanoFramework.TestFramework;

/// <summary>Thrown by <see cref="Assert.SkipTest"/>: the test is neither passed nor failed.</summary>
/// <param name="message">Why.</param>
/// <param name="innerException">What led to it.</param>
public class SkipTestException(string? message = null, Exception? innerException = null)
    : AssertInconclusiveException(message ?? string.Empty, innerException!)
{
}
