using System.Buffers.Text;
using System.Text;
using AedCabinet.Api.Problems;

namespace AedCabinet.Api.Lists;

/// <summary>Where a list goes on, as a text that says nothing to who holds it.</summary>
internal static class Cursor
{
    private const char Between = '\n';

    /// <summary>Makes one.</summary>
    /// <param name="list">The list's letter, so that one list's cursor is refused by another.</param>
    /// <param name="parts">What the list needs to go on.</param>
    /// <returns>The cursor.</returns>
    public static string Of(char list, params object[] parts) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Between, parts.Prepend(list))));

    /// <summary>Reads one.</summary>
    /// <param name="list">The list's letter.</param>
    /// <param name="cursor">The cursor; <c>null</c> for none.</param>
    /// <param name="count">How many parts it has.</param>
    /// <returns>The parts; <c>null</c> for none.</returns>
    /// <exception cref="ProblemException">It is no cursor of this list.</exception>
    public static string[]? Read(char list, string? cursor, int count)
    {
        if (cursor is null)
        {
            return null;
        }

        try
        {
            string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(Between);
            if (parts.Length == count + 1 && parts[0] == list.ToString())
            {
                return parts[1..];
            }
        }
        catch (FormatException)
        {
            // It is told below.
        }

        throw Wrong();
    }

    /// <summary>Reads one of whole numbers.</summary>
    /// <param name="list">The list's letter.</param>
    /// <param name="cursor">The cursor; <c>null</c> for none.</param>
    /// <param name="count">How many numbers it has.</param>
    /// <returns>The numbers; <c>null</c> for none.</returns>
    /// <exception cref="ProblemException">It is no cursor of this list.</exception>
    public static long[]? Numbers(char list, string? cursor, int count) => Read(list, cursor, count)?
        .Select(part => long.TryParse(part, out long number) ? number : throw Wrong()).ToArray();

    private static ProblemException Wrong() => ProblemException.OfParameter("cursor",
        "不是此列表给出的游标；请从头读起，或原样使用上一页的next。", "It is no cursor of this list: begin anew, or use the next of the page before as it is.");
}
