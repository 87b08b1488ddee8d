namespace nanoFramework.Json.Configuration;

/// <summary>
/// The types that the library turns values into, one table for everybody. What is removed stays away until the board starts again.
/// </summary>
public static class ConvertersMapping
{
    private static readonly HashSet<Type> s_removed = [];

    /// <summary>Takes a type out: a value for it is left as it is.</summary>
    /// <param name="type">The type; one that is not there is no error.</param>
    public static void Remove(Type type)
    {
        lock (s_removed)
        {
            s_removed.Add(type);
        }
    }

    internal static bool Has(Type type)
    {
        lock (s_removed)
        {
            return !s_removed.Contains(type);
        }
    }

    internal static void Restart()
    {
        lock (s_removed)
        {
            s_removed.Clear();
        }
    }
}
