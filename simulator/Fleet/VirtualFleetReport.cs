using System.Globalization;

namespace AedCabinet.Simulator.Fleet;

/// <summary>What a virtual fleet did, in figures.</summary>
public sealed record VirtualFleetReport
{
    /// <summary>Gets how many cabinets there were.</summary>
    public required int Cabinets { get; init; }

    /// <summary>Gets the seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Gets what they were put through, each with its time.</summary>
    public required IReadOnlyList<string> Plan { get; init; }

    /// <summary>Gets how long they lived, in hours of virtual time.</summary>
    public required double VirtualHours { get; init; }

    /// <summary>Gets how long that took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Gets how much memory a cabinet takes, in bytes, its flash and its part of the account included.</summary>
    public required long BytesPerCabinet { get; init; }

    /// <summary>Gets how many scans were run.</summary>
    public required long Scans { get; init; }

    /// <summary>Gets how many scans boards would have run.</summary>
    public required long ScansOfBoards { get; init; }

    /// <summary>Gets how many boots there were.</summary>
    public required long Boots { get; init; }

    /// <summary>Gets how many attempts to connect there were.</summary>
    public required long Attempts { get; init; }

    /// <summary>Gets how many of them succeeded.</summary>
    public required long Connections { get; init; }

    /// <summary>Gets the most connections of one second after the first two minutes, in which the fleet is switched on.</summary>
    public required int PeakConnectsASecond { get; init; }

    /// <summary>Gets how many messages reached the broker.</summary>
    public required long Messages { get; init; }

    /// <summary>Gets how long their payloads were on average, in characters.</summary>
    public required double MessageCharacters { get; init; }

    /// <summary>Gets how many events happened.</summary>
    public required long Events { get; init; }

    /// <summary>Gets how many of them reached the broker.</summary>
    public required long Arrived { get; init; }

    /// <summary>Gets how many of those were emergencies.</summary>
    public required long Emergencies { get; init; }

    /// <summary>Gets how many reached it more than once, which a registry drops.</summary>
    public required long Doubles { get; init; }

    /// <summary>Gets how many waited for the broker at the end.</summary>
    public required long Waiting { get; init; }

    /// <summary>Gets how many are neither there nor wait: none may be.</summary>
    public required long Lost { get; init; }

    /// <summary>Gets the share of the time in which cabinets were ready, 0 to 1.</summary>
    public required double Ready { get; init; }

    /// <summary>Gets the run's fingerprint: the same options have the same one.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Gets how many errors the firmware logged.</summary>
    public required int Errors { get; init; }

    /// <summary>Gets what the firmware logged most often.</summary>
    public required IReadOnlyList<string> Log { get; init; }

    internal static VirtualFleetReport Of(
        VirtualFleetOptions options, long lengthMs, TimeSpan elapsed, long bytes, VirtualRecord record, IReadOnlyList<(VirtualDeliveries Events, int Waiting, int Dropped)> boards, FleetLog log)
    {
        const int RampSeconds = 120;
        long missing = boards.Sum(board => (long)board.Events.Missing);
        long waiting = boards.Sum(board => (long)board.Waiting);
        return new VirtualFleetReport
        {
            Cabinets = options.Cabinets,
            Seed = options.Seed,
            Plan = [.. options.Plan.Entries.Select(entry => entry.ToString())],
            VirtualHours = lengthMs / 3_600_000.0,
            Seconds = elapsed.TotalSeconds,
            BytesPerCabinet = bytes / Math.Max(1, options.Cabinets),
            Scans = record.Scans,
            ScansOfBoards = record.RunMs / Cabinet.ScanPeriodMs,
            Boots = record.Boots,
            Attempts = record.Attempts,
            Connections = record.Connects.Sum(count => (long)count),
            PeakConnectsASecond = record.Connects.Skip(RampSeconds).DefaultIfEmpty(0).Max(),
            Messages = record.Messages,
            MessageCharacters = record.Messages == 0 ? 0 : (double)record.Characters / record.Messages,
            Events = boards.Sum(board => (long)board.Events.Happened),
            Arrived = boards.Sum(board => (long)board.Events.Arrived),
            Emergencies = boards.Sum(board => (long)board.Events.Emergencies),
            Doubles = boards.Sum(board => (long)board.Events.Doubles),
            Waiting = waiting,
            Lost = Math.Max(0, missing - waiting),
            Ready = record.RunMs == 0 ? 0 : (double)record.ReadyMs / record.RunMs,
            Fingerprint = record.Fingerprint.ToString("x16", CultureInfo.InvariantCulture),
            Errors = log.Errors,
            Log = [.. log.Lines.Take(10).Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Value,8} × {line.Key}"))],
        };
    }
}
