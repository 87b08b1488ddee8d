using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace nanoFramework.TestFramework;

/// <summary>The device's assertions. Types are compared exactly, a derived one is not enough.</summary>
public sealed partial class Assert
{
    private Assert()
    {
    }

    /// <summary>The condition holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="message">What it is about.</param>
    public static void IsTrue(bool condition, [CallerArgumentExpression(nameof(condition))] string? message = "") =>
        Demand(condition, "Assert.IsTrue", message);

    /// <summary>The condition does not hold.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="message">What it is about.</param>
    public static void IsFalse(bool condition, [CallerArgumentExpression(nameof(condition))] string? message = "") =>
        Demand(!condition, "Assert.IsFalse", message);

    /// <summary>The value is null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="message">What it is about.</param>
    public static void IsNull(object? value, [CallerArgumentExpression(nameof(value))] string? message = "") =>
        Demand(value is null, "Assert.IsNull", message);

    /// <summary>The value is not null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="message">What it is about.</param>
    public static void IsNotNull([NotNull] object? value, [CallerArgumentExpression(nameof(value))] string? message = "") =>
        Demand(value is not null, "Assert.IsNotNull", message);

    /// <summary>Both are the same object.</summary>
    /// <param name="expected">What should be.</param>
    /// <param name="actual">What is.</param>
    /// <param name="message">What it is about.</param>
    public static void AreSame(object? expected, object? actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        Demand(ReferenceEquals(expected, actual), "Assert.AreSame", message);

    /// <summary>They are two objects.</summary>
    /// <param name="notExpected">What should not be.</param>
    /// <param name="actual">What is.</param>
    /// <param name="message">What it is about.</param>
    public static void AreNotSame(object? notExpected, object? actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        Demand(!ReferenceEquals(notExpected, actual), "Assert.AreNotSame", message);

    /// <summary>The value is of exactly this type.</summary>
    /// <param name="value">The value.</param>
    /// <param name="expected">The type.</param>
    /// <param name="message">What it is about.</param>
    public static void IsInstanceOfType(object? value, Type expected, [CallerArgumentExpression(nameof(value))] string? message = "")
    {
        DemandParameter(expected, "Assert.IsInstanceOfType");
        Demand(value?.GetType() == expected, "Assert.IsInstanceOfType",
            $"Expected type:<{expected}>. Actual type:<{value?.GetType()}>. {message}");
    }

    /// <summary>The value is null or not of exactly this type.</summary>
    /// <param name="value">The value.</param>
    /// <param name="notExpected">The type.</param>
    /// <param name="message">What it is about.</param>
    public static void IsNotInstanceOfType(object? value, Type notExpected, [CallerArgumentExpression(nameof(value))] string? message = "")
    {
        DemandParameter(notExpected, "Assert.IsNotInstanceOfType");
        Demand(value?.GetType() != notExpected, "Assert.IsNotInstanceOfType", $"Wrong type:<{notExpected}>. {message}");
    }

    /// <summary>The value contains the text.</summary>
    /// <param name="expected">The text.</param>
    /// <param name="value">The value.</param>
    /// <param name="message">What it is about.</param>
    public static void Contains(string expected, string value, [CallerArgumentExpression(nameof(value))] string? message = "")
    {
        DemandParameter(expected, "Assert.Contains");
        DemandParameter(value, "Assert.Contains");
        Demand(value.Contains(expected, StringComparison.Ordinal), "Assert.Contains",
            $"'{value}' does not contain '{expected}'. {message}");
    }

    /// <summary>The value does not contain the text.</summary>
    /// <param name="notExpected">The text.</param>
    /// <param name="value">The value.</param>
    /// <param name="message">What it is about.</param>
    public static void DoesNotContains(string notExpected, string value, [CallerArgumentExpression(nameof(value))] string? message = "")
    {
        DemandParameter(notExpected, "Assert.DoesNotContains");
        DemandParameter(value, "Assert.DoesNotContains");
        Demand(!value.Contains(notExpected, StringComparison.Ordinal), "Assert.DoesNotContains",
            $"'{value}' contains '{notExpected}'. {message}");
    }

    /// <summary>The value begins with the text.</summary>
    /// <param name="expected">The text.</param>
    /// <param name="value">The value.</param>
    /// <param name="message">What it is about.</param>
    public static void StartsWith(string expected, string value, [CallerArgumentExpression(nameof(value))] string? message = "")
    {
        DemandParameter(expected, "Assert.StartsWith");
        DemandParameter(value, "Assert.StartsWith");
        Demand(value.StartsWith(expected, StringComparison.Ordinal), "Assert.StartsWith",
            $"'{value}' does not start with '{expected}'. {message}");
    }

    /// <summary>The value ends with the text.</summary>
    /// <param name="expected">The text.</param>
    /// <param name="value">The value.</param>
    /// <param name="message">What it is about.</param>
    public static void EndsWith(string expected, string value, [CallerArgumentExpression(nameof(value))] string? message = "")
    {
        DemandParameter(expected, "Assert.EndsWith");
        DemandParameter(value, "Assert.EndsWith");
        Demand(value.EndsWith(expected, StringComparison.Ordinal), "Assert.EndsWith",
            $"'{value}' does not end with '{expected}'. {message}");
    }

    /// <summary>The action throws exactly this exception.</summary>
    /// <param name="exception">Type of the exception.</param>
    /// <param name="action">The action.</param>
    /// <param name="message">What it is about.</param>
    public static void ThrowsException(Type exception, Action action, [CallerArgumentExpression(nameof(action))] string? message = "")
    {
        DemandParameter(action, "Assert.ThrowsException");
        DemandParameter(exception, "Assert.ThrowsException");
        try
        {
            action();
        }
        catch (Exception thrown)
        {
            Demand(thrown.GetType() == exception, "Assert.ThrowsException",
                $"Threw {thrown.GetType().Name}, {exception.Name} was expected. {message} {thrown.Message}");
            return;
        }

        Demand(false, "Assert.ThrowsException", $"Nothing was thrown, {exception.Name} was expected. {message}");
    }

    /// <summary>Ends the test as skipped; in a Setup method, every test of the class.</summary>
    /// <param name="message">Why.</param>
    /// <exception cref="SkipTestException">Always.</exception>
    [DoesNotReturn]
    public static void SkipTest(string? message = null) => throw new SkipTestException(message);

    internal static void Demand([DoesNotReturnIf(false)] bool holds, string assertion, string? message)
    {
        if (!holds)
        {
            throw new TestFrameworkShared.AssertFailedException($"{assertion} failed. {message?.Replace("\0", "\\0")}");
        }
    }

    internal static void DemandParameter([NotNull] object? value, string assertion,
        [CallerArgumentExpression(nameof(value))] string? name = null) =>
        Demand(value is not null, assertion, $"The parameter '{name}' is null.");
}
