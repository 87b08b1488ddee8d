namespace nanoFramework.StandIns;

/// <summary>
/// A heap that is too small at chosen moments. The desktop never runs out; the device does, wherever something is allocated. Each
/// allocation of the platform's own that can fail asks here first.
/// </summary>
internal static class ShortMemory
{
    private static readonly AsyncLocal<Func<string, bool>?> s_fails = new();

    /// <summary>
    /// Which allocations fail, by what is allocated: its type, with the member where there are several. Threads started from here
    /// inherit it, so tests beside one another don't hear of each other's. <c>null</c> for none.
    /// </summary>
    public static Func<string, bool>? Fails
    {
        get => s_fails.Value;
        set => s_fails.Value = value;
    }

    /// <summary>Something is about to be allocated.</summary>
    /// <param name="what">What.</param>
    /// <exception cref="OutOfMemoryException">The heap has no room for it.</exception>
    public static void Allocate(string what)
    {
        if (Fails?.Invoke(what) == true)
        {
            throw new OutOfMemoryException();
        }
    }
}
