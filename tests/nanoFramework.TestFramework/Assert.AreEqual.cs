using System;
using System.Runtime.CompilerServices;

namespace nanoFramework.TestFramework;

public sealed partial class Assert
{
    /// <summary>Both values are equal.</summary>
    /// <param name="expected">What should be.</param>
    /// <param name="actual">What is.</param>
    /// <param name="message">What it is about.</param>
    public static void AreEqual(bool expected, bool actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(byte expected, byte actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(char expected, char actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(DateTime expected, DateTime actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(double expected, double actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(short expected, short actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(int expected, int actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(long expected, long actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(object? expected, object? actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(sbyte expected, sbyte actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(float expected, float actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(string? expected, string? actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(ushort expected, ushort actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(uint expected, uint actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    /// <inheritdoc cref="AreEqual(bool, bool, string)"/>
    public static void AreEqual(ulong expected, ulong actual, [CallerArgumentExpression(nameof(actual))] string? message = "") =>
        CompareEqual(expected, actual, message);

    private static void CompareEqual<T>(T expected, T actual, string? message) =>
        Demand(Equals(expected, actual), "Assert.AreEqual", $"Expected:<{Show(expected)}>. Actual:<{Show(actual)}>. {message}");

    private static string Show(object? value) => value?.ToString() ?? "(null)";
}
