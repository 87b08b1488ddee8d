using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Centre.Tests.Map;
using AedCabinet.Contract;
using AedCabinet.Incidents;
using AedCabinet.Nearest;

namespace AedCabinet.Centre.Tests.Incidents;

/// <summary>
/// Property: the nearest of an incident never names a cabinet that is not ready, closed, stale, not permitted, or whose AED is out, and
/// names every other one as a look through all of them does.
/// </summary>
[TestClass]
public sealed class NearestOfIncidentTests
{
    private const int Rounds = 200;

    // By the clock of StillOffice, Monday noon; each is judged here by hand and not by the program's reader of hours.
    private static readonly (string? Hours, bool IsOpen)[] s_hours =
    [
        ("24/7", true), ("Mo-Su 11:00-13:00", true), ("Mo-Su 14:00-18:00", false), ("Tu-Su 00:00-24:00", false), ("call first", false),
        (null, false),
    ];

    private static readonly (string? Access, bool IsOpen)[] s_access =
        [("yes", true), ("permissive", true), ("customers", true), ("private", false), ("no", false), (null, false)];

    [TestMethod]
    public void Nothing_is_named_that_a_look_through_all_of_them_would_not_name()
    {
        int seed = System.Environment.TickCount;
        Random random = new(seed);
        StillOffice office = new();
        office.Know([.. s_hours.Where(one => one.Hours is not null).Select((one, i) =>
            StillOffice.Cabinet("hours-" + i, 30, 100, hours: one.Hours!))]);
        using NearestDesk desk = new(office);
        Desktop.Tests.Environment.Waiting.Until(() => !desk.IsReadingHours, "opening hours");
        for (int round = 0; round < Rounds; round++)
        {
            List<(CabinetRecord Cabinet, bool IsGood)> all =
                [.. Enumerable.Range(0, random.Next(1, 30)).Select(i => Any(random, "C-" + i.ToString(CultureInfo.InvariantCulture)))];
            office.Know([.. all.Select(one => one.Cabinet)]);
            desk.Follow();
            IncidentPlace place = new(40.8 + Spread(random), 111.7 + Spread(random));
            Grant grant = random.Next(2) == 0 ? Grant.Everywhere(Role.Dispatcher) : new Grant(Role.Dispatcher, ["1501"], [], []);
            AccessScope scope = new("d", [grant]);

            string[] named = [.. IncidentAeds.Find(desk, scope.Cut, place, StillOffice.At).Aeds.Select(aed => aed.Cabinet.Id)];
            string[] expected =
            [
                .. all.Where(one => one.IsGood && scope.May(Permission.See, one.Cabinet.Topic)).Select(one => (one.Cabinet.Id,
                        DistanceM: EarthDistance.Between(place.Latitude, place.Longitude, one.Cabinet.About!.Latitude!.Value,
                            one.Cabinet.About.Longitude!.Value)))
                    .OrderBy(one => one.DistanceM).ThenBy(one => one.Id, StringComparer.Ordinal).Take(NearestQuestion.UsualCount)
                    .Select(one => one.Id),
            ];
            CollectionAssert.AreEqual(expected, named, $"seed {seed}, round {round}");
        }
    }

    // All of them are within the distance that is looked at first.
    private static double Spread(Random random) => (random.NextDouble() - 0.5) * 0.1;

    private static (CabinetRecord Cabinet, bool IsGood) Any(Random random, string id)
    {
        CabinetStatus status = random.Next(3) == 0 ? (CabinetStatus)random.Next(Enum.GetValues<CabinetStatus>().Length)
            : CabinetStatus.Ready;
        (string? hours, bool isOpen) = s_hours[random.Next(s_hours.Length)];
        (string? access, bool isPermitted) = random.Next(2) == 0 ? s_access[0] : s_access[random.Next(s_access.Length)];
        bool isOut = random.Next(6) == 0;
        bool isMobile = random.Next(8) == 0;
        bool isIndoor = random.Next(2) == 0;
        string kind = random.Next(8) == 0 ? "kit" : "aed";
        CabinetRecord plain = StillOffice.Cabinet(id, 40.8 + Spread(random), 111.7 + Spread(random), status, kind: kind, isOpen: isOut,
            prefecture: random.Next(3) == 0 ? "1502" : "1501");
        CabinetRecord cabinet = plain with
        {
            State = new ReportedState
            {
                Boot = 1,
                At = StillOffice.At,
                UptimeMs = 1,
                Mode = "normal",
                IsReady = true,
                Reasons = [],
                Doors = new Dictionary<string, string>(),
                Open = [],
            },
            About = plain.About! with { Hours = hours, Access = access, IsMobile = isMobile, IsIndoor = isIndoor },
        };

        // On the outside of a building nothing closes, if everybody may take it.
        bool isReachable = hours is null ? !isIndoor && access != "customers" : isOpen;
        return (cabinet, status == CabinetStatus.Ready && !isOut && kind != "kit" && !isMobile && isPermitted && isReachable);
    }
}
