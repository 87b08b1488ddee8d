using System.Globalization;
using AedCabinet.Events;

namespace AedCabinet.Simulator.Fleet;

/// <summary>Keeps the account of one virtual cabinet's events: what happened must arrive, once or more often, and nothing else.</summary>
public sealed class VirtualDeliveries
{
    // Few at a time, so that a list is smaller and as fast as a set.
    private readonly List<long> _underWay = new(0);
    private long _highestKey;

    /// <summary>Gets how many events happened.</summary>
    public int Happened { get; private set; }

    /// <summary>Gets how many of them arrived.</summary>
    public int Arrived { get; private set; }

    /// <summary>Gets how many arrived once more, which a registry drops.</summary>
    public int Doubles { get; private set; }

    /// <summary>Gets how many emergencies arrived.</summary>
    public int Emergencies { get; private set; }

    /// <summary>Gets how many arrived that never happened.</summary>
    public int Strangers { get; private set; }

    /// <summary>Gets the events that are still to arrive, by <see cref="CabinetEvent.Key"/>.</summary>
    public IReadOnlyList<long> Missing => _underWay;

    /// <summary>Notes that an event happened.</summary>
    /// <param name="item">The event.</param>
    public void Note(CabinetEvent item)
    {
        Happened++;
        _underWay.Add(item.Key);
        _highestKey = item.Key;
    }

    /// <summary>Notes that a message arrived on the event topic.</summary>
    /// <param name="text">The message.</param>
    public void NoteArrival(string text)
    {
        long key = ((long)Number(text, "\"boot\":") << 32) | (uint)Number(text, "\"seq\":");
        if (_underWay.Remove(key))
        {
            Arrived++;
            Emergencies += text.Contains("\"emergency\"", StringComparison.Ordinal) ? 1 : 0;
        }
        else if (key <= _highestKey)
        {
            Doubles++;
        }
        else
        {
            Strangers++;
        }
    }

    private static int Number(string text, string member)
    {
        int from = text.IndexOf(member, StringComparison.Ordinal) + member.Length;
        int until = from;
        while (char.IsAsciiDigit(text[until]))
        {
            until++;
        }

        return int.Parse(text.AsSpan(from, until - from), CultureInfo.InvariantCulture);
    }
}
