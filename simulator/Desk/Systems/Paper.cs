using System.Globalization;
using AedCabinet.Terminal;

namespace AedCabinet.Desk.Systems;

/// <summary>What the desk's systems say, a line each, in one language.</summary>
/// <param name="output">Where lines go.</param>
/// <param name="isChinese">Whether in Chinese.</param>
/// <param name="clock">The time.</param>
public sealed class Paper(TextWriter output, bool isChinese, TimeProvider clock)
{
    private readonly Lock _lock = new();

    /// <summary>Gets a value indicating whether it is in Chinese.</summary>
    public bool IsChinese => isChinese;

    /// <summary>Writes a line.</summary>
    /// <param name="who">Which system says it.</param>
    /// <param name="words">What.</param>
    public void Say(Wording who, Wording words)
    {
        string time = clock.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            output.WriteLine($"{time} [{who.In(isChinese)}] {words.In(isChinese)}");
        }
    }
}
