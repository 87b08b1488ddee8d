using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Nearest;
using AedCabinet.Places;
using AedCabinet.Terminal;
using Spectre.Console;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry nearest</c>: which AEDs near a place are ready and reachable now, and why nearer ones are not.</summary>
internal static class RegistryNearestCommand
{
    private const int MostCount = 50;
    private const double KmM = 1_000;

    // Within China's mainland, where GCJ-02 and BD-09 are displaced from WGS-84 by up to this much.
    private const int DatumOffM = 700;

    private static readonly Dictionary<string, MapDatum> s_data = new()
    {
        ["wgs-84"] = MapDatum.Wgs84,
        ["gcj-02"] = MapDatum.Gcj02,
        ["bd-09"] = MapDatum.Bd09,
    };

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        StoreOptions store = new();
        LanguageOption language = new();
        Argument<string> place = new("PLACE")
        {
            Description = "Coordinates as they were pasted: \"40.8423,111.7490\", \"北纬40°50′ 东经111°45′\", in either order."
        };
        Option<string> datum = new("--datum")
        {
            Description = "What they are measured in: wgs-84 (satellites), gcj-02 (Gaode, Tencent), bd-09 (Baidu); up to "
                + $"{DatumOffM} m apart.",
            HelpName = "DATUM",
            DefaultValueFactory = _ => "wgs-84"
        };
        datum.AcceptOnlyFromAmong([.. s_data.Keys]);
        Option<int> count = new("--count")
        {
            Description = $"How many to name, 1 to {MostCount}.",
            HelpName = "N",
            DefaultValueFactory = _ => NearestQuestion.UsualCount
        };
        Option<double> within = new("--within-km")
        {
            Description = $"How far to look, up to {NearestQuestion.MostWithinM / KmM:0} km.",
            HelpName = "KM",
            DefaultValueFactory = _ => NearestQuestion.UsualWithinM / KmM
        };
        Option<bool> json = new("--json") { Description = "Print JSON." };
        Option<int> wakeHours = RegistryCommand.WakeHoursOption();
        Command command = new("nearest",
            "Names the AEDs near a place that are ready and reachable now, with the distance in a straight line, and why nearer ones are "
                + "passed over.")
        {
            place, datum, count, within, json, wakeHours, language.Option
        };
        Judge(place, count, within);
        store.AddTo(command);
        command.SetAction(result =>
        {
            (double latitude, double longitude) = PastedPlace.Read(result.GetValue(place)!)!.Value;
            (latitude, longitude) = ChinaDatum.ToWgs84(s_data[result.GetValue(datum)!], latitude, longitude);
            NearestQuestion question = new(latitude, longitude, DateTimeOffset.UtcNow)
            {
                Count = result.GetValue(count),
                WithinM = result.GetValue(within) * KmM,
            };
            using LedgerDatabase ledger = store.Store(result).OpenForReading();
            NearestAnswer answer = Ask(LedgerCabinets.Read(ledger, question.At, result.GetValue(wakeHours)), question);
            if (result.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(Document(question, answer), s_json));
            }
            else
            {
                Print(answer, language.IsChinese(result));
            }

            // A script that finds nothing should notice.
            return answer.Aeds.Count > 0 ? 0 : 1;
        });
        return command;
    }

    // Each by itself and only where it was given: what is left out has no value yet while the line is judged.
    private static void Judge(Argument<string> place, Option<int> count, Option<double> within)
    {
        place.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && PastedPlace.Read(result.Tokens[0].Value) is null)
            {
                result.AddError($"\"{result.Tokens[0].Value}\" is not a place: give a latitude and a longitude in degrees, for example "
                    + "\"40.8423,111.7490\". 不是坐标：请给出纬度和经度。");
            }
        });
        count.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int number) && number is < 1 or > MostCount)
            {
                result.AddError($"--count: use 1 to {MostCount}.");
            }
        });
        within.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1
                && double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double km)
                && km is not (> 0 and <= NearestQuestion.MostWithinM / KmM))
            {
                result.AddError($"--within-km: use more than 0 and at most {NearestQuestion.MostWithinM / KmM:0}.");
            }
        });
    }

    private static NearestAnswer Ask(IReadOnlyList<CabinetRecord> cabinets, NearestQuestion question)
    {
        Dictionary<string, CabinetRecord> byId = cabinets.ToDictionary(cabinet => cabinet.Id);
        CabinetMap map = new();
        map.Put(cabinets.Where(cabinet => cabinet.About is { Latitude: not null, Longitude: not null })
            .Select(cabinet => (cabinet.Id, cabinet.About!.Latitude!.Value, cabinet.About.Longitude!.Value)));
        using OpeningClock clock = new(TimeProvider.System, PublicHolidays.China);
        NearestCabinets nearest = new(map, clock, (id, _) => byId.GetValueOrDefault(id));

        // The first question finds whose hours are needed; one that is closed after all makes the next look farther.
        NearestAnswer answer = nearest.Find(question);
        while (clock.IsBusy)
        {
            SpinWait.SpinUntil(() => !clock.IsBusy);
            answer = nearest.Find(question with { At = DateTimeOffset.UtcNow });
        }

        return answer;
    }

    private static void Print(NearestAnswer answer, bool isChinese)
    {
        string Say(string zh, string en) => isChinese ? zh : en;

        if (answer.Aeds.Count > 0)
        {
            Table table = RegistryTables.Create(isChinese ? ["#直线距离", "编号", "地点", "开放至", "联系人"]
                : ["#straight line", "id", "where", "open until", "contact"]);
            foreach (NearAed near in answer.Aeds)
            {
                table.Add(Metres(near.DistanceM), near.Cabinet.Id, Where(near.Cabinet),
                    near.OpenUntil is { } until ? ChinaTime.Say(until) : string.Empty,
                    $"{near.Cabinet.About!.ContactName} {near.Cabinet.About.ContactPhone}".Trim());
            }

            table.Print();
        }
        else
        {
            Console.Out.WriteLine(Say($"{answer.WithinM / KmM:0.#}公里以内没有现在可用并能取到的AED。",
                $"Within {answer.WithinM / KmM:0.#} km no AED is ready and reachable now."));
        }

        if (answer.PassedOverCount > 0)
        {
            Console.Out.WriteLine(Say($"更近但未列出的（{answer.PassedOverCount}台）：", $"Nearer, and passed over ({answer.PassedOverCount}):"));
            foreach (PassedOver over in answer.PassedOver)
            {
                Console.Out.WriteLine(
                    $"  {Metres(over.DistanceM),8}  {over.Cabinet.Id}  {Where(over.Cabinet)}  {over.Words.In(isChinese)}");
            }

            if (answer.PassedOverCount > answer.PassedOver.Count)
            {
                Console.Out.WriteLine(Say($"  另有{answer.PassedOverCount - answer.PassedOver.Count}台",
                    $"  and {answer.PassedOverCount - answer.PassedOver.Count} more"));
            }
        }
    }

    private static string Metres(double distanceM) => distanceM < KmM
        ? string.Create(CultureInfo.InvariantCulture, $"{distanceM:0} m")
        : string.Create(CultureInfo.InvariantCulture, $"{distanceM / KmM:0.0} km");

    private static string Where(CabinetRecord cabinet) => string.Join(' ',
        new[] { cabinet.About?.Name ?? cabinet.About?.Site, cabinet.About?.Where }.Where(part => !string.IsNullOrEmpty(part)));

    private static object Document(NearestQuestion question, NearestAnswer answer) => new
    {
        lat = question.Latitude,
        lon = question.Longitude,
        datum = "WGS-84",
        at = question.At,
        distance = "straight-line",
        withinM = answer.WithinM,
        aeds = answer.Aeds.Select(near => new
        {
            id = near.Cabinet.Id,
            distanceM = Math.Round(near.DistanceM, 1),
            lat = near.Cabinet.About!.Latitude,
            lon = near.Cabinet.About.Longitude,
            name = near.Cabinet.About.Name,
            where = near.Cabinet.About.Where,
            floor = near.Cabinet.About.Floor,
            openUntil = near.OpenUntil,
            contact = new { name = near.Cabinet.About.ContactName, phone = near.Cabinet.About.ContactPhone },
        }),
        passedOverCount = answer.PassedOverCount,
        passedOver = answer.PassedOver.Select(over => new
        {
            id = over.Cabinet.Id,
            distanceM = Math.Round(over.DistanceM, 1),
            why = JsonNamingPolicy.KebabCaseLower.ConvertName(over.Why.ToString()),
            reasons = over.Cabinet.State?.Reasons ?? [],
            opensAt = over.OpensAt,
        }),
    };
}
