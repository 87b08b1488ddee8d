using System.Collections;

namespace nanoFramework.TestFramework;

/// <summary>Assertions on collections.</summary>
public sealed class CollectionAssert
{
    private CollectionAssert()
    {
    }

    /// <summary>The collection has no element.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="message">What it is about.</param>
    public static void Empty(ICollection? collection, string message = "")
    {
        Assert.DemandParameter(collection, "CollectionAssert.Empty");
        Assert.Demand(collection.Count == 0, "CollectionAssert.Empty", message);
    }

    /// <summary>The collection has elements.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="message">What it is about.</param>
    public static void NotEmpty(ICollection? collection, string message = "")
    {
        Assert.DemandParameter(collection, "CollectionAssert.NotEmpty");
        Assert.Demand(collection.Count != 0, "CollectionAssert.NotEmpty", message);
    }

    /// <summary>Both have equal elements in the same order, or both are null.</summary>
    /// <param name="expected">What should be.</param>
    /// <param name="actual">What is.</param>
    /// <param name="message">What it is about.</param>
    public static void AreEqual(ICollection? expected, ICollection? actual, string message = "")
    {
        var difference = FindDifference(expected, actual);
        Assert.Demand(difference is null, "CollectionAssert.AreEqual", $"{message}({difference})");
    }

    /// <summary>They differ in number, order or value of their elements.</summary>
    /// <param name="notExpected">What should not be.</param>
    /// <param name="actual">What is.</param>
    /// <param name="message">What it is about.</param>
    public static void AreNotEqual(ICollection? notExpected, ICollection? actual, string message = "") =>
        Assert.Demand(FindDifference(notExpected, actual) is not null, "CollectionAssert.AreNotEqual",
            $"{message}(Both have the same elements.)");

    private static string? FindDifference(ICollection? expected, ICollection? actual)
    {
        if (ReferenceEquals(expected, actual))
        {
            return null;
        }

        if (expected is null || actual is null)
        {
            return "One of them is null.";
        }

        if (expected.Count != actual.Count)
        {
            return $"Expected {expected.Count} elements, got {actual.Count}.";
        }

        var left = expected.GetEnumerator();
        var right = actual.GetEnumerator();
        for (var index = 0; left.MoveNext() && right.MoveNext(); index++)
        {
            if (!Equals(left.Current, right.Current))
            {
                return $"Element {index}: expected:<{left.Current}>. Actual:<{right.Current}>.";
            }
        }

        return null;
    }
}
