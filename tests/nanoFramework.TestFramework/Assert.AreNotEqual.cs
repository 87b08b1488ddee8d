using System;
using System.Runtime.CompilerServices;

namespace nanoFramework.TestFramework;

public sealed partial class Assert
{
    /// <summary>The values differ.</summary>
    /// <param name="notExpected">What should not be.</param>
    /// <param name="actual">What is.</param>
    /// <param name="message">What it is about.</param>
    public static void AreNotEqual(bool notExpected, bool actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(byte notExpected, byte actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(char notExpected, char actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(DateTime notExpected, DateTime actual,
        [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(double notExpected, double actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(short notExpected, short actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(int notExpected, int actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(long notExpected, long actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(object? notExpected, object? actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(sbyte notExpected, sbyte actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(float notExpected, float actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(string? notExpected, string? actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(ushort notExpected, ushort actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(uint notExpected, uint actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    /// <inheritdoc cref="AreNotEqual(bool, bool, string)"/>
    public static void AreNotEqual(ulong notExpected, ulong actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareNotEqual(notExpected, actual, message);

    private static void CompareNotEqual<T>(T notExpected, T actual, string? message) =>
        Demand(!Equals(notExpected, actual), "Assert.AreNotEqual",
            $"Not expected:<{Show(notExpected)}>. Actual:<{Show(actual)}>. {message}");
}
