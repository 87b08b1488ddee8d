namespace AedCabinet.Ledger;

/// <summary>
/// Which prefectures a worker takes and gives back, so that each of those that run keeps about as many as any other. Every worker reckons
/// for itself from the same picture; that two take one is for the database to settle.
/// </summary>
public static class LeaseShare
{
    // With a difference of one nothing moves: it would only go back and forth.
    private const int MostUneven = 2;

    /// <summary>What to take now.</summary>
    /// <param name="picture">Who keeps what.</param>
    /// <param name="worker">This worker.</param>
    /// <param name="wanted">The prefectures that are to be kept.</param>
    /// <param name="isLeftOver">Whether one has been free for so long that whoever can takes it.</param>
    /// <param name="isGivenBack">Whether this worker has just given one back.</param>
    /// <returns>The prefectures.</returns>
    public static IReadOnlyList<string> ToTake(LeasePicture picture, string worker, IReadOnlyList<string> wanted,
        Func<string, bool> isLeftOver, Func<string, bool> isGivenBack)
    {
        string[] free = [.. wanted.Where(code => OwnerOf(picture, code) is null)];
        int workers = Math.Max(1, picture.Workers.Contains(worker) ? picture.Workers.Count : picture.Workers.Count + 1);
        int share = (wanted.Count + workers - 1) / workers;
        int room = Math.Max(0, share - CountOf(picture, worker, wanted));
        string[] leftOver = [.. free.Where(isLeftOver)];
        string[] rest = [.. free.Except(leftOver).Where(code => !isGivenBack(code))];

        // Each begins at another place, or all would want the same.
        int rank = picture.Workers.Count(other => string.CompareOrdinal(other, worker) < 0);
        int from = rest.Length == 0 ? 0 : rank * room % rest.Length;
        return [.. leftOver, .. rest[from..].Concat(rest[..from]).Take(Math.Max(0, room - leftOver.Length))];
    }

    /// <summary>What to give back now, for another worker that has less.</summary>
    /// <param name="picture">Who keeps what.</param>
    /// <param name="worker">This worker.</param>
    /// <param name="wanted">The prefectures that are to be kept.</param>
    /// <returns>A prefecture; <c>null</c> for none.</returns>
    public static string? ToGiveBack(LeasePicture picture, string worker, IReadOnlyList<string> wanted)
    {
        // What was given back before is not taken yet.
        if (picture.Workers.Count < 2 || wanted.Any(code => OwnerOf(picture, code) is null))
        {
            return null;
        }

        (string Worker, int Count)[] counts = [.. picture.Workers.Select(other => (other, CountOf(picture, other, wanted)))
            .OrderByDescending(item => item.Item2).ThenBy(item => item.other, StringComparer.Ordinal)];
        return counts[0].Worker == worker && counts[0].Count - counts[^1].Count >= MostUneven
            ? wanted.Last(code => OwnerOf(picture, code) == worker)
            : null;
    }

    private static string? OwnerOf(LeasePicture picture, string code) => picture.Leases.GetValueOrDefault(code)?.Owner;

    private static int CountOf(LeasePicture picture, string worker, IReadOnlyList<string> wanted) =>
        wanted.Count(code => OwnerOf(picture, code) == worker);
}
