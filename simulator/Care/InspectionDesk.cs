using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using AedCabinet.Centre;

namespace AedCabinet.Care;

/// <summary>Takes inspections: keeps each, and tells its cabinet by a signed <c>inspect</c>. May be used by any thread.</summary>
/// <param name="book">Where they are kept.</param>
/// <param name="office">The centre.</param>
public sealed class InspectionDesk(InspectionBook book, IRegistryOffice office)
{
    // Who: as the cabinet keeps it, at most so many characters.
    private const int MostWho = 64;

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConcurrentDictionary<string, Lazy<Task<InspectionOutcome>>> _underWay = new();

    /// <summary>Takes one. The same one that comes again meanwhile, or later, makes no second record and no second command.</summary>
    /// <param name="inspection">The inspection.</param>
    /// <param name="cabinet">What is known of its cabinet.</param>
    /// <param name="who">Who made it.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="Terminal.UserErrorException">The database can't be opened: nothing was kept.</exception>
    /// <exception cref="DbException">It refuses: nothing was kept.</exception>
    /// <exception cref="InvalidOperationException">The id is that of another cabinet's inspection.</exception>
    public async Task<InspectionOutcome> TakeAsync(Inspection inspection, CabinetRecord cabinet, string who)
    {
        Lazy<Task<InspectionOutcome>> work = _underWay.GetOrAdd(inspection.Id, _ => new(() => WorkAsync(inspection, cabinet, who)));
        try
        {
            return await work.Value;
        }
        finally
        {
            _underWay.TryRemove(new(inspection.Id, work));
        }
    }

    private async Task<InspectionOutcome> WorkAsync(Inspection inspection, CabinetRecord cabinet, string who)
    {
        KeptInspection kept = book.Keep(inspection, who, office.Now);
        if (kept.Cabinet != inspection.Cabinet)
        {
            throw new InvalidOperationException($"{inspection.Id} is an inspection of {kept.Cabinet}.");
        }

        return kept.Command is not null ? InspectionOutcome.Sent
            : inspection.Defects > 0 ? InspectionOutcome.Withheld
            : cabinet.About?.Kind == "kit" ? InspectionOutcome.Kit
            : !office.SendsCommands || !office.Desk.CanCommand(cabinet.Id) ? InspectionOutcome.NoKey
            : await SendAsync(inspection, kept.Who);
    }

    private async Task<InspectionOutcome> SendAsync(Inspection inspection, string who)
    {
        string name = who.Length > MostWho ? who[..MostWho] : who;
        string id = await office.Desk.SendAsync(inspection.Cabinet, "inspect",
            name.Length == 0 ? "{}" : JsonSerializer.Serialize(new { who = name }, s_plain));
        if (office.Desk.Commands.FirstOrDefault(command => command.Id == id) is { Stage: CommandStage.NotSent })
        {
            return InspectionOutcome.NotSent;
        }

        book.NoteCommand(inspection.Id, id);
        return InspectionOutcome.Sent;
    }
}
