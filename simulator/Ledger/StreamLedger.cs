using System.Data.Common;

namespace AedCabinet.Ledger;

/// <summary>
/// Keeps in the database how far each prefecture's stream has been taken. A stream that was made anew numbers from 1: nothing that came
/// from the one before is compared with it.
/// </summary>
internal sealed class StreamLedger : IDisposable
{
    private readonly LedgerDatabase _database;
    private readonly Statement _put;
    private readonly Statement _forget;
    private readonly Dictionary<string, StreamPlace> _places = [];
    private readonly HashSet<string> _moved = [];

    /// <summary>Initializes a new instance of the <see cref="StreamLedger"/> class.</summary>
    /// <param name="database">The database.</param>
    public StreamLedger(LedgerDatabase database)
    {
        _database = database;
        _put = database.Prepare(
            "INSERT INTO streams (prefecture, made, sequence) VALUES ($1, $2, $3) ON CONFLICT (prefecture) DO UPDATE SET made = "
                + "excluded.made, sequence = excluded.sequence",
            3);
        _forget = database.Prepare(
            "UPDATE cabinets SET about_sequence = NULL, state_sequence = NULL, online_sequence = NULL WHERE prefecture = $1", 1);
    }

    /// <summary>How far a prefecture's stream has been taken.</summary>
    /// <param name="prefecture">The prefecture.</param>
    /// <returns>How far.</returns>
    public StreamPlace PlaceOf(string prefecture) => _places.GetValueOrDefault(prefecture);

    /// <summary>Reads it from the database.</summary>
    public void Load()
    {
        _places.Clear();
        _moved.Clear();
        using Statement statement = _database.Prepare("SELECT prefecture, made, sequence FROM streams");
        using DbDataReader rows = statement.Rows();
        while (rows.Read())
        {
            _places[rows.GetString(0)] = new StreamPlace(rows.GetInt64(1), rows.GetInt64(2));
        }
    }

    /// <summary>Takes note of a message's place in its stream.</summary>
    /// <param name="message">The message.</param>
    /// <param name="book">The cabinets.</param>
    public void Take(ReceivedMessage message, CabinetBook book)
    {
        if (message is not { Topic: { } topic, Delivery: { Sequence: > 0 } delivery })
        {
            return;
        }

        StreamPlace place = PlaceOf(topic.Prefecture);
        if (delivery.StreamMadeMs != place.MadeMs)
        {
            Forget(topic.Prefecture, book);
            place = new StreamPlace(delivery.StreamMadeMs, 0);
        }

        if (delivery.Sequence > place.Sequence)
        {
            _places[topic.Prefecture] = place with { Sequence = delivery.Sequence };
            _moved.Add(topic.Prefecture);
        }
    }

    /// <summary>Writes down how far the streams have been taken.</summary>
    public void Save()
    {
        foreach (string prefecture in _moved)
        {
            StreamPlace place = _places[prefecture];
            _put.Run(prefecture, place.MadeMs, place.Sequence);
        }

        _moved.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _put.Dispose();
        _forget.Dispose();
    }

    private void Forget(string prefecture, CabinetBook book)
    {
        _forget.Run(prefecture);
        foreach (CabinetFile file in book.Files.Where(file => file.Entry.Topic.Prefecture == prefecture))
        {
            file.Sequences.Clear();
        }
    }
}
