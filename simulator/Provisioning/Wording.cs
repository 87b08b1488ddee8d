namespace AedCabinet.Simulator.Provisioning;

/// <summary>A sentence in both languages.</summary>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
internal readonly record struct Wording(string Zh, string En)
{
    /// <summary>The sentence in one language.</summary>
    /// <param name="isChinese">Whether in Chinese.</param>
    /// <returns>The text.</returns>
    public string In(bool isChinese) => isChinese ? Zh : En;
}
