using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AedCabinet.Contract;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;

namespace AedCabinet.Feeds;

/// <summary>Writes what happened as a CloudEvent 1.0 in structured JSON.</summary>
/// <param name="items">Says what belongs to a cabinet's event.</param>
public sealed class FeedWriter(IFeedItems items)
{
    /// <summary>Its media type.</summary>
    public const string MediaType = "application/cloudevents+json";

    private static readonly CloudEventAttribute s_severity = Extension("severity", CloudEventAttributeType.String);
    private static readonly CloudEventAttribute s_drill = Extension("drill", CloudEventAttributeType.Boolean);
    private static readonly CloudEventAttribute s_prefecture = Extension("prefecture", CloudEventAttributeType.String);
    private static readonly CloudEventAttribute s_department = Extension("department", CloudEventAttributeType.String);
    private static readonly CloudEventAttribute s_cursor = Extension("cursor", CloudEventAttributeType.String);

    private static readonly CloudEventAttribute[] s_extensions = [s_severity, s_drill, s_prefecture, s_department, s_cursor];

    private static readonly JsonEventFormatter s_form = new(
        new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, new JsonDocumentOptions());

    /// <summary>Writes one.</summary>
    /// <param name="entry">What happened.</param>
    /// <returns>The JSON, in one line.</returns>
    public string Write(FeedEntry entry)
    {
        CloudEvent written = new(CloudEventsSpecVersion.V1_0, s_extensions)
        {
            Id = entry.Id,
            Type = entry.Type,
            Source = new Uri(entry.Source, UriKind.Relative),
            Subject = entry.Cabinet,
            Time = entry.At,
            DataContentType = "application/json",
            Data = entry.Said is { } said ? items.Of(said) : JsonDocument.Parse(entry.Centre!.Event.Data).RootElement.Clone(),
        };
        written[s_severity] = EventCatalog.NameOf(entry.Severity);
        written[s_drill] = entry.IsDrill;

        // What goes ahead of the disk has no place yet.
        SetIf(written, s_cursor, entry.After == default ? string.Empty : entry.After.ToString());
        SetIf(written, s_prefecture, entry.Topic.Prefecture);
        SetIf(written, s_department, entry.Topic.Sector);
        return Encoding.UTF8.GetString(s_form.EncodeStructuredModeMessage(written, out _).Span);
    }

    private static CloudEventAttribute Extension(string name, CloudEventAttributeType type) =>
        CloudEventAttribute.CreateExtension(name, type);

    // An attribute without a value is left out.
    private static void SetIf(CloudEvent written, CloudEventAttribute attribute, string value)
    {
        if (value.Length > 0)
        {
            written[attribute] = value;
        }
    }
}
