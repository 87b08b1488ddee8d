using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace AedCabinet.Incidents;

/// <summary>
/// Writes an incident as an EIDO (NENA-STA-021.1b): the incident, its place, what happened as notes, and the centre as the agency. Words
/// come from the standard's registries. No person is in it.
/// </summary>
public static class Eido
{
    private const string Version = "1.0";
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Writes one.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="entries">What happened in it.</param>
    /// <param name="element">By which name this registry is reached: who issues it.</param>
    /// <returns>The object.</returns>
    public static JsonObject Of(Incident incident, IReadOnlyList<IncidentEntry> entries, string element)
    {
        Writer writer = new(incident, element);
        JsonArray notes = [.. entries.Select((entry, index) => writer.Note(entry, index + 1))];
        JsonObject component = writer.Component("incident", incident.Changed);
        component["incidentTypeCommonRegistryText"] = entries.Any(entry => entry.Kind == IncidentEntry.AedOut) || !incident.IsOfCabinet
            ? "CARDIAC" : "ALRMED";
        component["incidentTypeInternalText"] = incident.IsOfCabinet
            ? entries.FirstOrDefault(entry => entry.Kind == IncidentEntry.Emergency)?.Word ?? "cabinet" : "AED wanted";
        component["incidentStatusCommonRegistryText"] = new JsonArray(
            [.. StatusesOf(incident.Stage).Select(word => JsonValue.Create(word))]);
        component["internalIncidentId"] = incident.Reference ?? incident.No.ToString(CultureInfo.InvariantCulture);
        component["notesReference"] = new JsonArray([.. notes.Select(note => Reference((string)note!["$id"]!))]);
        JsonObject eido = writer.Prologue(writer.Tracking, incident.Changed);
        eido["eidoVersion"] = Version;
        eido["issuingElementIdentification"] = element;
        if (incident.Place is { } place)
        {
            component["locationReference"] = new JsonArray(Reference(writer.IdOf("location")));
            eido["locationComponent"] = new JsonArray(writer.Location(place));
        }

        if (incident.Outcome is { } outcome)
        {
            component["dispositionComponent"] = new JsonArray(writer.Disposition(outcome));
        }

        eido["incidentComponent"] = component;
        eido["notesComponent"] = notes;
        eido["agencyComponent"] = new JsonArray(writer.Agency());
        return eido;
    }

    private static IEnumerable<string> StatusesOf(IncidentStage stage)
    {
        yield return stage == IncidentStage.Closed ? "Closed" : "Active";
        if (stage is IncidentStage.Dispatched or IncidentStage.OnTheWay or IncidentStage.Arrived)
        {
            yield return "ResourcesAssigned";
        }

        if (stage is IncidentStage.OnTheWay or IncidentStage.Arrived)
        {
            yield return stage == IncidentStage.Arrived ? "ResourcesOnscene" : "ResourcesEnroute";
        }
    }

    private static JsonObject Reference(string id) => new() { ["$ref"] = id };

    private sealed class Writer(Incident incident, string element)
    {
        // The registry's other words say what became of a patient (41: was examined), and whoever closes is not asked for that.
        private static readonly Dictionary<string, string> s_codes = new()
        {
            ["cancelled"] = "10",
            ["by-mistake"] = "18",
            [IncidentOutcomes.OverAtCabinet] = "18",
        };

        public string Tracking => string.Create(CultureInfo.InvariantCulture, $"urn:emergency:uid:incidentid:{incident.No}:{element}");

        // The standard's form for what has no identifier of its own: letters and digits, the same each time.
        public string IdOf(string part) => string.Create(CultureInfo.InvariantCulture,
            $"urn:emergency:uid:eidodatacomponent:{incident.No}{part}:{element}");

        public JsonObject Prologue(string id, DateTimeOffset at) => new()
        {
            ["$id"] = id,
            ["lastUpdateTimeStamp"] = at.ToUniversalTime().ToString(TimeForm, CultureInfo.InvariantCulture),
            ["updatedByAgencyReference"] = Reference(element),
        };

        public JsonObject Component(string part, DateTimeOffset at) => Prologue(IdOf(part), at);

        public JsonObject Note(IncidentEntry entry, int number)
        {
            JsonObject note = Component(string.Create(CultureInfo.InvariantCulture, $"note{number}"), entry.At);

            // Fragments of HTML: what somebody has written as text stays text.
            note["notesActionComments"] = WebUtility.HtmlEncode(string.Join(' ', new[]
            {
                entry.Kind, entry.Word, entry.Cabinet, entry.Responder is { } responder ? $"responder {responder}" : null, entry.Outcome,
                entry.Note,
            }.Where(part => !string.IsNullOrEmpty(part))));
            return note;
        }

        public JsonObject Location(IncidentPlace place)
        {
            JsonObject location = Component("location", incident.Opened);
            location["locationTypeDescriptionRegistryText"] = "CurrentIncident";
            location["locationByValue"] = Presence(place).ToString(SaveOptions.DisableFormatting);
            if (incident.Address is { } address)
            {
                location["locationDescriptionText"] = address;
            }

            return location;
        }

        public JsonObject Disposition(string outcome)
        {
            JsonObject disposition = Component("disposition", incident.Closed ?? incident.Changed);
            disposition["dispositionCommonRegistryCode"] = s_codes.GetValueOrDefault(outcome, "13");
            disposition["dispositionPrimaryIndicator"] = true;
            disposition["dispositionDescriptionText"] = outcome;
            return disposition;
        }

        public JsonObject Agency()
        {
            JsonObject agency = Prologue(element, incident.Opened);
            agency["agencyRoleDescriptionRegistryText"] = new JsonArray("Dispatching");
            agency["agencyType"] = new JsonArray("ems");
            agency["incidentOwningAgencyIndicator"] = true;
            return agency;
        }

        // A place as RFC 4119 and RFC 5491 have it: WGS-84, latitude first.
        private XElement Presence(IncidentPlace place)
        {
            XNamespace presence = "urn:ietf:params:xml:ns:pidf";
            XNamespace privacy = "urn:ietf:params:xml:ns:pidf:geopriv10";
            XNamespace model = "urn:ietf:params:xml:ns:pidf:data-model";
            XNamespace gml = "http://www.opengis.net/gml";
            return new XElement(presence + "presence", new XAttribute("entity", Tracking),
                new XElement(model + "device", new XAttribute("id", "incident"),
                    new XElement(privacy + "geopriv",
                        new XElement(privacy + "location-info",
                            new XElement(gml + "Point", new XAttribute("srsName", "urn:ogc:def:crs:EPSG::4326"),
                                new XElement(gml + "pos",
                                    string.Create(CultureInfo.InvariantCulture, $"{place.Latitude} {place.Longitude}")))),
                        new XElement(privacy + "usage-rules"),
                        new XElement(privacy + "method", "Manual"))));
        }
    }
}
