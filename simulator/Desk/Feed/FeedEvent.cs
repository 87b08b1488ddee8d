using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;

namespace AedCabinet.Desk.Feed;

/// <summary>A CloudEvent as the centre sends it.</summary>
/// <param name="Id">The same however often it comes.</param>
/// <param name="Type">What happened: <c>aed.cabinet.aed.removed</c>, <c>aed.incident.opened</c>.</param>
/// <param name="Source">What it is about, an address of the centre.</param>
/// <param name="Cabinet">The cabinet's id; <c>null</c> for none.</param>
/// <param name="At">When it happened.</param>
/// <param name="Severity">How grave it is; <c>null</c> when it does not say.</param>
/// <param name="IsDrill">Whether it belongs to a declared exercise: nobody is dispatched.</param>
/// <param name="Cursor">Its place in the feed.</param>
/// <param name="Data">What belongs to it.</param>
/// <param name="Text">All of it as it came.</param>
public sealed record FeedEvent(string Id, string Type, string Source, string? Cabinet, DateTimeOffset? At, string? Severity, bool IsDrill,
    string? Cursor, JsonObject Data, string Text)
{
    /// <summary>What the type of a cabinet's own event begins with.</summary>
    private const string OfCabinet = "aed.cabinet.";

    /// <summary>The media type of one CloudEvent in JSON.</summary>
    public const string MediaType = "application/cloudevents+json";

    private static readonly JsonEventFormatter s_form = new();

    private static readonly CloudEventAttribute[] s_extensions =
    [
        CloudEventAttribute.CreateExtension("severity", CloudEventAttributeType.String),
        CloudEventAttribute.CreateExtension("drill", CloudEventAttributeType.Boolean),
        CloudEventAttribute.CreateExtension("prefecture", CloudEventAttributeType.String),
        CloudEventAttribute.CreateExtension("department", CloudEventAttributeType.String),
        CloudEventAttribute.CreateExtension("cursor", CloudEventAttributeType.String),
    ];

    /// <summary>Gets a value indicating whether a cabinet said it: then it has the number of a boot.</summary>
    public bool IsOfCabinet => Type.StartsWith(OfCabinet, StringComparison.Ordinal) && Data.ContainsKey("boot");

    /// <summary>Gets the id of the incident that it belongs to; <c>null</c> for none.</summary>
    public string? Incident => Data["incident"]?.ToString();

    /// <summary>Gets a value indicating whether somebody's life may depend on it now.</summary>
    public bool IsEmergency => Severity == "emergency";

    /// <summary>Reads one.</summary>
    /// <param name="text">A CloudEvent 1.0 in structured JSON.</param>
    /// <returns>It.</returns>
    /// <exception cref="FormatException">It is none.</exception>
    public static FeedEvent Read(string text)
    {
        try
        {
            CloudEvent item = s_form.DecodeStructuredModeMessage(System.Text.Encoding.UTF8.GetBytes(text), new ContentType(MediaType),
                s_extensions);
            return new FeedEvent(item.Id!, item.Type!, item.Source!.OriginalString, item.Subject, item.Time, (string?)item["severity"],
                item["drill"] is true, (string?)item["cursor"],
                item.Data is JsonElement { ValueKind: JsonValueKind.Object } data ? JsonObject.Create(data)! : [], text);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or InvalidOperationException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }
}
