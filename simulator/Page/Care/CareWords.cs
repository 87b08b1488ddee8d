using AedCabinet.Care;
using AedCabinet.Page.Words;

namespace AedCabinet.Page.Care;

/// <summary>What due work is called.</summary>
public static class CareWords
{
    private static readonly string[] s_of = ["care.word.", "reason.", "registry.status."];

    /// <summary>What an item is called.</summary>
    /// <param name="isChinese">Whether in Chinese; otherwise in English.</param>
    /// <param name="item">The item.</param>
    /// <returns>Why it is to be done, and what it is.</returns>
    public static (string Kind, string What) Of(bool isChinese, DueItem item) => Of(isChinese ? PageText.Chinese : PageText.English, item);

    /// <summary>What an item is called on a page.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="item">The item.</param>
    /// <returns>Why it is to be done, and what it is.</returns>
    public static (string Kind, string What) Of(PageText text, DueItem item)
    {
        string? key = s_of.Select(prefix => prefix + item.Word)
            .FirstOrDefault(PageText.Has);
        return (text["care.kind." + item.Kind], key is null ? item.Word : text[key]);
    }

    /// <summary>What a record of done work is of.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="done">The record.</param>
    /// <returns>Its name.</returns>
    public static string Of(PageText text, CareDone done)
    {
        string word = done.Item.Split(':')[0];
        string plain = word[(word.IndexOf('.') + 1)..];
        string? key = new[] { "care.record." + word, "care.word." + plain, "reason." + plain }.FirstOrDefault(PageText.Has);
        return key is null ? done.Item : text[key];
    }
}
