using System.Globalization;
using AedCabinet.Terminal;

namespace AedCabinet.Desk.Feed;

/// <summary>
/// What a system took of the feed: each event once, by its id. With a file it is on disk before the centre is told, and the next start
/// knows it.
/// </summary>
public sealed class FeedBook : IDisposable
{
    // Doubles come within the three days for which the centre tries; a busy region has some 100,000 events a day.
    private const int MostIds = 500_000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _inOrder = new();
    private readonly HashSet<string> _signatures = new(StringComparer.Ordinal);
    private readonly Queue<string> _signaturesInOrder = new();
    private readonly Dictionary<string, long> _places = new(StringComparer.Ordinal);
    private readonly FileStream? _file;

    /// <summary>Initializes a new instance of the <see cref="FeedBook"/> class.</summary>
    /// <param name="file">Where it is kept, a line for each event; <c>null</c> for nowhere.</param>
    /// <exception cref="UserErrorException">The file can't be used.</exception>
    public FeedBook(FileInfo? file)
    {
        if (file is null)
        {
            return;
        }

        try
        {
            _file = new FileStream(file.FullName, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            ReadBack(_file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--journal: {file.FullName}: {exception.Message}", UserErrorException.WrongInput);
        }
    }

    /// <summary>Gets how many events it has.</summary>
    public long Count { get; private set; }

    /// <summary>Gets how many came again.</summary>
    public long Doubles { get; private set; }

    /// <summary>Gets how many of a cabinet came behind a later one of the same cabinet.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>Gets how many were refused: forged, old, sent again by a stranger, or not to be read.</summary>
    public long Refused { get; private set; }

    /// <summary>Takes one.</summary>
    /// <param name="item">The event.</param>
    /// <param name="signature">With what it was signed.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="IOException">It can't be kept: it must come again.</exception>
    public Taking Take(FeedEvent item, string signature)
    {
        lock (_lock)
        {
            bool isFirst = Note(_signatures, _signaturesInOrder, signature);
            if (_ids.Contains(item.Id))
            {
                Doubles += isFirst ? 1 : 0;
                Refused += isFirst ? 0 : 1;
                return isFirst ? Taking.Double : Taking.Replayed;
            }

            Keep(item);
            Note(_ids, _inOrder, item.Id);
            Count++;
            CheckOrder(item);
            return Taking.New;
        }
    }

    /// <summary>Whether it has an event.</summary>
    /// <param name="id">The event's id.</param>
    /// <returns><c>true</c> when it has.</returns>
    public bool Has(string id)
    {
        lock (_lock)
        {
            return _ids.Contains(id);
        }
    }

    /// <summary>Counts one that was refused.</summary>
    public void Refuse()
    {
        lock (_lock)
        {
            Refused++;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static bool Note(HashSet<string> known, Queue<string> inOrder, string text)
    {
        if (!known.Add(text))
        {
            return false;
        }

        inOrder.Enqueue(text);
        if (inOrder.Count > MostIds)
        {
            known.Remove(inOrder.Dequeue());
        }

        return true;
    }

    // A line that a power cut tore is cut off: its event comes again.
    private void ReadBack(FileStream file)
    {
        using StreamReader reader = new(file, leaveOpen: true);
        string text = reader.ReadToEnd();
        int end = text.LastIndexOf('\n') + 1;
        foreach (string line in text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Note(_ids, _inOrder, FeedEvent.Read(line).Id);
            Count++;
        }

        file.SetLength(System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, end)));
        file.Seek(0, SeekOrigin.End);
    }

    private void Keep(FeedEvent item)
    {
        if (_file is not null)
        {
            // A CloudEvent in JSON may be written over several lines; white space means nothing between its words.
            _file.Write(System.Text.Encoding.UTF8.GetBytes(item.Text.Replace('\n', ' ').Replace('\r', ' ') + "\n"));
            _file.Flush(flushToDisk: true);
        }
    }

    // Emergencies have a lane of their own, by which they may overtake.
    private void CheckOrder(FeedEvent item)
    {
        if (item.Cabinet is null || PlaceOf(item) is not { } place)
        {
            return;
        }

        string lane = $"{item.Cabinet} {item.IsOfCabinet} {item.IsEmergency}";
        if (_places.TryGetValue(lane, out long last) && place < last)
        {
            OutOfOrder++;
            return;
        }

        _places[lane] = place;
    }

    // A cursor has two numbers: how far what cabinets say has been told, and how far what happened at the centre.
    private static long? PlaceOf(FeedEvent item) => item.Cursor?.Split('.') is [string cabinets, string centre]
        && long.TryParse(item.IsOfCabinet ? cabinets : centre, CultureInfo.InvariantCulture, out long place) ? place : null;
}
