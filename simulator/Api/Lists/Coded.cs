using AedCabinet.Page.Words;

namespace AedCabinet.Api.Lists;

/// <summary>A code of the contract with its name in both languages.</summary>
public sealed record Coded
{
    /// <summary>Gets the code, by which programs go.</summary>
    public required string Code { get; init; }

    /// <summary>Gets its name in Chinese; the code itself for one that is newer than this program.</summary>
    public required string Zh { get; init; }

    /// <summary>Gets its name in English; the code itself for one that is newer than this program.</summary>
    public required string En { get; init; }

    /// <summary>A code with its name.</summary>
    /// <param name="area">What it is of, the beginning of its key in the words.</param>
    /// <param name="code">The code.</param>
    /// <returns>Both.</returns>
    internal static Coded Of(string area, string code)
    {
        string key = $"{area}.{code}";
        bool isKnown = PageText.Has(key);
        return new Coded { Code = code, Zh = isKnown ? PageText.Chinese[key] : code, En = isKnown ? PageText.English[key] : code };
    }
}
