using System.Globalization;
using System.Text.Json;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Feeds;

/// <summary>Something that happened, at a cabinet or at the centre, as whoever follows is told of it.</summary>
public sealed record FeedEntry
{
    private const string Incident = "incident";
    private const string Responder = "responder";

    private FeedEntry()
    {
    }

    /// <summary>Gets what a cabinet said; <c>null</c> where it is the centre's.</summary>
    public LoggedEvent? Said { get; private init; }

    /// <summary>Gets what happened at the centre; <c>null</c> where a cabinet said it.</summary>
    public LoggedCentreEvent? Centre { get; private init; }

    /// <summary>Gets its id, the same for ever.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the type of its CloudEvent.</summary>
    public required string Type { get; init; }

    /// <summary>Gets where it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>Gets the cabinet that it is about; <c>null</c> for none.</summary>
    public required string? Cabinet { get; init; }

    /// <summary>Gets what it is told in order with: its cabinet, or its incident, or its kind.</summary>
    public required string Chain { get; init; }

    /// <summary>Gets where its cabinet speaks; of the centre's what is known of that.</summary>
    public required CabinetTopic Topic { get; init; }

    /// <summary>Gets how grave it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Gets a value indicating whether it belongs to a declared exercise.</summary>
    public required bool IsDrill { get; init; }

    /// <summary>Gets when it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets when it became known here.</summary>
    public required DateTimeOffset Known { get; init; }

    /// <summary>Gets a value indicating whether it tells of an incident or of who goes to one.</summary>
    public bool IsOfIncident => Centre?.Event.Type.Split('.')[0] is Incident or Responder;

    /// <summary>Gets the place before it.</summary>
    public FeedPosition Before { get; init; }

    /// <summary>Gets the place behind it.</summary>
    public FeedPosition After { get; init; }

    /// <summary>What a cabinet said.</summary>
    /// <param name="item">It.</param>
    /// <returns>The entry.</returns>
    public static FeedEntry Of(LoggedEvent item) => new()
    {
        Said = item,
        Id = IdOf(item.Event.Cabinet, item.Event.Boot, item.Event.Seq, item.Twin),
        Type = "aed.cabinet." + item.Event.Name,
        Source = "/v1/cabinets/" + item.Event.Cabinet,
        Cabinet = item.Event.Cabinet,
        Chain = item.Event.Cabinet,
        Topic = item.Topic,
        Severity = item.Event.Severity,
        IsDrill = item.Event.IsDrill,
        At = item.Event.At,
        Known = item.Received,
    };

    /// <summary>What happened at the centre.</summary>
    /// <param name="item">It.</param>
    /// <returns>The entry.</returns>
    public static FeedEntry Of(LoggedCentreEvent item)
    {
        CentreEvent what = item.Event;
        string area = what.Type.Split('.')[0];
        string? incident = IncidentOf(what.Data);
        return new FeedEntry
        {
            Centre = item,
            Id = item.Id,
            Type = "aed." + what.Type,
            Source = incident is not null ? "/v1/incidents/" + incident
                : what.Cabinet is not null && area is "care" or "cabinet" ? "/v1/cabinets/" + what.Cabinet : "/v1/" + area,
            Cabinet = what.Cabinet,

            // A colon stands in no cabinet's id.
            Chain = what.Cabinet ?? (incident is not null ? $"{Incident}:{incident}" : area + ":"),
            Topic = new CabinetTopic(string.Empty, what.Prefecture, string.Empty, what.Department, what.Cabinet ?? string.Empty,
                string.Empty),
            Severity = what.Severity,
            IsDrill = what.IsDrill,
            At = what.At,
            Known = what.At,
        };
    }

    /// <summary>The id of what a cabinet said.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="boot">The number of the boot.</param>
    /// <param name="seq">Its number within the boot.</param>
    /// <param name="twin">0, or how many others with its number came before it.</param>
    /// <returns>The id.</returns>
    internal static string IdOf(string cabinet, int boot, int seq, int twin) => string.Create(CultureInfo.InvariantCulture,
        $"{cabinet}-{boot}-{seq}{(twin == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"-{twin}"))}");

    private static string? IncidentOf(string data)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(data);
            return document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty(Incident, out JsonElement id) ? null
                : id.ValueKind switch
                {
                    JsonValueKind.String => id.GetString(),
                    JsonValueKind.Number => id.GetRawText(),
                    _ => null,
                };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
