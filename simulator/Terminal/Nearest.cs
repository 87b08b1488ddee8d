namespace AedCabinet.Terminal;

/// <summary>Finds the word that was meant by a misspelt one.</summary>
public static class Nearest
{
    /// <summary>The nearest of some words.</summary>
    /// <param name="word">The misspelt word.</param>
    /// <param name="words">The right ones.</param>
    /// <returns>The one with the fewest letters to change, at most two and fewer than half; <c>null</c> for none.</returns>
    public static string? Of(string word, IEnumerable<string> words)
    {
        const int MostChanges = 2;
        return words
            .Select(right => (Right: right, Changes: Distance(word, right)))
            .Where(pair => pair.Changes <= MostChanges && pair.Changes * 2 < pair.Right.Length)
            .OrderBy(pair => pair.Changes)
            .Select(pair => pair.Right)
            .FirstOrDefault();
    }

    // Optimal string alignment: letters changed, left out, added, or two neighbours swapped.
    private static int Distance(string one, string other)
    {
        int[,] distances = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }

                int change = one[i - 1] == other[j - 1] ? 0 : 1;
                int least = Math.Min(Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1, distances[i - 1, j - 1] + change);
                bool isSwap = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                distances[i, j] = isSwap ? Math.Min(least, distances[i - 2, j - 2] + 1) : least;
            }
        }

        return distances[one.Length, other.Length];
    }
}
