namespace AedCabinet.Terminal;

/// <summary>A sentence in both languages.</summary>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
public readonly record struct Wording(string Zh, string En)
{
    /// <summary>The sentence in one language.</summary>
    /// <param name="isChinese">Whether in Chinese.</param>
    /// <returns>The text.</returns>
    public string In(bool isChinese) => isChinese ? Zh : En;

    /// <summary>The sentence with something before it.</summary>
    /// <param name="zh">What, in Chinese.</param>
    /// <param name="en">The same in English.</param>
    /// <returns>The longer sentence.</returns>
    public Wording After(string zh, string en) => new(zh + Zh, en + En);

    /// <summary>The sentence with something behind it.</summary>
    /// <param name="zh">What, in Chinese.</param>
    /// <param name="en">The same in English.</param>
    /// <returns>The longer sentence.</returns>
    public Wording Before(string zh, string en) => new(Zh + zh, En + en);
}
