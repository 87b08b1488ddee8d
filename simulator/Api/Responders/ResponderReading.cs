using System.Globalization;
using System.Text.RegularExpressions;
using AedCabinet.Access;
using AedCabinet.Api.Incidents;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Near;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Incidents;
using AedCabinet.Places;
using AedCabinet.Terminal;

namespace AedCabinet.Api.Responders;

/// <summary>Judges what is said of people who may be called.</summary>
/// <param name="asker">Who says it.</param>
/// <param name="office">Has the cabinets.</param>
internal sealed partial class ResponderReading(Asker asker, IRegistryOffice office)
{
    private const int LeastWithinM = 100;

    /// <summary>Judges one.</summary>
    /// <param name="request">What is said.</param>
    /// <param name="at">Where it stands: names a member of it in a refusal.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <returns>The person; <c>null</c> where something is wrong.</returns>
    public Responder? Judge(ResponderRequest request, Func<string, string> at, List<Fault> faults)
    {
        List<Fault> own = [];
        string id = request.Id?.Trim() ?? string.Empty;
        if (id.Length > IncidentLimits.IdLength || !Id().IsMatch(id))
        {
            Add(own, "id", $"请用1到{IncidentLimits.IdLength}个字符：字母、数字、点、横线、下划线。",
                $"Use 1 to {IncidentLimits.IdLength} characters: letters, digits, dot, dash, underline.");
        }

        string name = BodyPlace.Text(own, "name", request.Name, IncidentLimits.NameLength) ?? string.Empty;
        string site = BodyPlace.Text(own, "site", request.Site, IncidentLimits.NameLength) ?? string.Empty;
        string phone = request.Phone?.Trim() ?? string.Empty;
        if (!Phone().IsMatch(phone))
        {
            Add(own, "phone", "请用数字，可含+、-和空格，3到24位；Excel常把手机号改成科学记数法。",
                "Use 3 to 24 digits, with +, - and blanks between; a spreadsheet may have spoilt it.");
        }

        if (request.WithinM is < LeastWithinM or > IncidentLimits.MostWithinM)
        {
            Add(own, "withinM", $"请用{LeastWithinM}到{IncidentLimits.MostWithinM}（米）。",
                $"Use {LeastWithinM} to {IncidentLimits.MostWithinM} (m).");
        }

        CabinetRecord? cabinet = CabinetOf(request, own);
        IncidentPlace? place = PlaceOf(request, cabinet, own);
        string? prefecture = cabinet?.Topic.Prefecture ?? (place is { } where ? PrefectureOf(where, own) : null);
        faults.AddRange(own.Select(fault => fault with { Name = at(fault.Name.TrimStart('/')) }));
        return own.Count > 0 ? null : new Responder
        {
            Id = id,
            Name = name,
            Phone = phone,
            Site = site.Length > 0 ? site : cabinet?.About?.Site ?? string.Empty,
            Cabinet = cabinet?.Id,
            Topic = cabinet?.Topic,
            Prefecture = prefecture!,
            Department = cabinet?.Topic.Sector ?? string.Empty,
            Place = place!.Value,
            WithinM = request.WithinM ?? IncidentLimits.UsualWithinM,
            IsActive = request.Active ?? true,
        };
    }

    /// <summary>What a row of a CSV list says.</summary>
    /// <param name="row">The row.</param>
    /// <param name="faults">Takes what is wrong: what is no number where one is asked for.</param>
    /// <returns>The same as a request says it.</returns>
    public static ResponderRequest Of(ResponderRow row, List<Fault> faults)
    {
        double? Number(string column)
        {
            if (row[column] is not { } cell)
            {
                return null;
            }

            if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            {
                return number;
            }

            Add(faults, column, $"“{cell}”不是数字。", $"\"{cell}\" is not a number.");
            return null;
        }

        bool? active = row["active"]?.ToLowerInvariant() switch
        {
            null => null,
            "是" or "yes" or "true" or "1" => true,
            "否" or "no" or "false" or "0" => false,
            _ => Wrong(),
        };
        bool? Wrong()
        {
            Add(faults, "active", "请用“是”或“否”。", "Use yes or no.");
            return null;
        }

        double? within = Number("withinM");
        return new ResponderRequest
        {
            Id = row["id"],
            Name = row["name"],
            Phone = row["phone"],
            Site = row["site"],
            Cabinet = row["cabinet"],
            Lat = Number("lat"),
            Lon = Number("lon"),
            At = row["at"],
            Datum = row["datum"]?.ToLowerInvariant().Replace("-", string.Empty),
            WithinM = within is null ? null : (int)Math.Clamp(within.Value, int.MinValue, int.MaxValue),
            Active = active,
        };
    }

    private static void Add(List<Fault> faults, string name, string zh, string en) =>
        faults.Add(new Fault(FaultPlace.Pointer, "/" + name, new Wording(zh, en)));

    private CabinetRecord? CabinetOf(ResponderRequest request, List<Fault> faults)
    {
        if (request.Cabinet is not { Length: > 0 } id)
        {
            return null;
        }

        if (office.Find(id) is { } cabinet && asker.Scope.May(Permission.Respond, cabinet.Topic))
        {
            return cabinet;
        }

        Add(faults, "cabinet", $"没有机柜“{id}”。", $"There is no cabinet \"{id}\".");
        return null;
    }

    private static IncidentPlace? PlaceOf(ResponderRequest request, CabinetRecord? cabinet, List<Fault> faults)
    {
        if (request is { Lat: null, Lon: null, At: null })
        {
            if (cabinet?.About is { Latitude: { } north, Longitude: { } east })
            {
                return new IncidentPlace(north, east);
            }

            if (request.Cabinet is null || cabinet is not null)
            {
                Add(faults, cabinet is null ? "lat" : "cabinet", "请给出机柜，或经纬度。",
                    "Give a cabinet that has a registered place, or a latitude and a longitude.");
            }

            return null;
        }

        try
        {
            AskedPlace place = BodyPlace.Of(request.Lat, request.Lon, request.At, request.Datum);
            return new IncidentPlace(place.Latitude, place.Longitude);
        }
        catch (ProblemException problem)
        {
            faults.AddRange(problem.Parts);
            return null;
        }
    }

    private string? PrefectureOf(IncidentPlace place, List<Fault> faults)
    {
        string? code = PrefectureFinder.At(place.Latitude, place.Longitude)
            .FirstOrDefault(one => asker.Scope.MayIn(Permission.Respond, one));
        if (code is null)
        {
            Add(faults, "lat", "该地点不在您负责的盟市，或您的权限只限于部分部门：请改用机柜。",
                "The place is in no prefecture of yours, or your rights are cut to departments: name a cabinet instead.");
        }

        return code;
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]+\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"^(\+?[0-9][0-9 -]{1,22}[0-9])?\z")]
    private static partial Regex Phone();
}
