using AedCabinet.Centre;
using AedCabinet.Contract;
using CsCheck;

namespace AedCabinet.Nearest.Tests;

/// <summary><c>nearest</c> names AEDs that are ready and reachable now, and why nearer ones are not.</summary>
[TestClass]
public sealed class NearestTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 30, 12, 0, 0, TimeSpan.FromHours(8));
    private static OpeningClock s_clock = null!;

    [ClassInitialize]
    public static void WorkOutHours(TestContext context)
    {
        s_clock = new OpeningClock(new StillTime(), PublicHolidays.China);
        s_clock.Expect("Mo-Fr 08:00-18:00");
        s_clock.Expect("Sa,Su 08:00-18:00");
        s_clock.Expect("ask the porter");
        Assert.IsTrue(SpinWait.SpinUntil(() => !s_clock.IsBusy, TimeSpan.FromMinutes(1)), "the hours are worked out");
    }

    [ClassCleanup]
    public static void End() => s_clock.Dispose();

    [TestMethod]
    public void The_nearest_that_is_ready_and_open_is_first_with_its_distance()
    {
        Town town = new(
            Cabinet("A", 40.80, 111.70), Cabinet("B", 40.81, 111.70), Cabinet("C", 40.801, 111.70, hours: "Mo-Fr 08:00-18:00"));
        NearestAnswer answer = town.Find(40.8, 111.7);

        CollectionAssert.AreEqual(new[] { "A", "C", "B" }, answer.Aeds.Select(near => near.Cabinet.Id).ToArray());
        Assert.AreEqual(0, answer.Aeds[0].DistanceM, 0.01);
        Assert.AreEqual(111.2, answer.Aeds[1].DistanceM, 0.1);
        Assert.AreEqual(1_111.95, answer.Aeds[2].DistanceM, 0.1);
        Assert.IsNull(answer.Aeds[0].OpenUntil);
        Assert.AreEqual(s_now.AddHours(6), answer.Aeds[1].OpenUntil);
    }

    [TestMethod]
    public void Each_one_passed_over_says_why_in_both_languages()
    {
        Town town = new(
            Cabinet("far", 40.9, 111.70),
            Cabinet("not-ready", 40.801, 111.70, CabinetStatus.NotReady),
            Cabinet("silent", 40.802, 111.70, CabinetStatus.Offline),
            Cabinet("garbled", 40.803, 111.70, CabinetStatus.NotUnderstood),
            Cabinet("double", 40.804, 111.70, CabinetStatus.TwoBoards),
            Cabinet("private", 40.805, 111.70, access: "private"),
            Cabinet("nobody-said", 40.806, 111.70, access: null),
            Cabinet("shut", 40.807, 111.70, hours: "Sa,Su 08:00-18:00"),
            Cabinet("unclear", 40.808, 111.70, hours: "ask the porter"),
            Cabinet("no-hours", 40.809, 111.70, hours: null),
            Cabinet("bus", 40.810, 111.70, isMobile: true),
            Cabinet("kit", 40.800, 111.70, kind: "kit"));
        NearestAnswer answer = town.Find(40.8, 111.7);

        Assert.AreEqual("far", answer.Aeds.Single().Cabinet.Id);
        CollectionAssert.AreEqual(
            new[]
            {
                "not-ready NotReady", "silent NotHeard", "garbled NotUnderstood", "double TwoBoards", "private NotPermitted",
                "nobody-said NotPermitted", "shut Closed", "unclear HoursUnknown", "no-hours HoursUnknown", "bus Travels",
            },
            answer.PassedOver.Select(over => $"{over.Cabinet.Id} {over.Why}").ToArray());
        Assert.AreEqual(10, answer.PassedOverCount);
        Assert.AreEqual("closed now, opens 2026-12-05 08:00", answer.PassedOver[6].Words.En);
        Assert.AreEqual("现在关门，2026-12-05 08:00开门", answer.PassedOver[6].Words.Zh);
        Assert.AreEqual("not ready: aed-attention, door-open", answer.PassedOver[0].Words.En);
        foreach (PassedOver over in answer.PassedOver)
        {
            Assert.MatchesRegex("[一-龥]", over.Words.Zh, over.Cabinet.Id);
            Assert.DoesNotMatchRegex("[一-龥]", over.Words.En, over.Cabinet.Id);
        }
    }

    [TestMethod]
    public void An_AED_outdoors_for_everybody_needs_no_hours()
    {
        Town town = new(
            Cabinet("street", 40.80, 111.70, hours: null, isIndoor: false),
            Cabinet("guests", 40.80, 111.70, hours: null, isIndoor: false, access: "customers"));

        Assert.AreEqual("street", town.Find(40.8, 111.7).Aeds.Single().Cabinet.Id);
    }

    [TestMethod]
    public void A_cabinet_that_was_moved_or_taken_away_is_where_it_is_now()
    {
        Town town = new(Cabinet("A", 40.80, 111.70), Cabinet("B", 41.80, 111.70));
        town.Map.Put([("A", 41.80, 111.71)]);
        town.Map.Remove("B");

        Assert.IsEmpty(town.Find(40.8, 111.7).Aeds);
        Assert.AreEqual("A", town.Find(41.8, 111.7).Aeds.Single().Cabinet.Id);
        Assert.AreEqual(1, town.Map.Count);
    }

    [TestMethod]
    public void Whatever_hangs_where_the_answer_is_that_of_looking_at_every_cabinet() =>
        Gen.Select(GenTown, Gen.Double[40.5, 41.0], Gen.Double[111.4, 112.0], Gen.Int[1, 7], Gen.Double[100, 60_000])
            .Sample((cabinets, latitude, longitude, count, withinM) =>
            {
                Town town = new(cabinets);
                NearestQuestion question = new(latitude, longitude,
                    s_now)
                { Count = count, WithinM = withinM, MostPassedOver = int.MaxValue };
                NearestAnswer answer = town.Find(question);

                List<string> named = [];
                List<string> over = [];
                foreach (CabinetRecord cabinet in cabinets
                    .Where(one => one.About!.Kind != "kit" && DistanceM(question, one) < withinM)
                    .OrderBy(one => DistanceM(question, one)).ThenBy(one => one.Id, StringComparer.Ordinal)
                    .TakeWhile(_ => named.Count < count))
                {
                    (MayBeNamed(cabinet) ? named : over).Add(cabinet.Id);
                }

                CollectionAssert.AreEqual(named, answer.Aeds.Select(near => near.Cabinet.Id).ToArray());
                CollectionAssert.AreEqual(over, answer.PassedOver.Select(one => one.Cabinet.Id).ToArray());
            }, iter: 100);

    private static readonly Gen<CabinetRecord[]> GenTown = Gen.Select(
            Gen.Double[40.5, 41.0], Gen.Double[111.4, 112.0], OneOf(Enum.GetValues<CabinetStatus>()),
            OneOf("yes", "permissive", "customers", "private", "no", null),
            OneOf("24/7", "Mo-Fr 08:00-18:00", "Sa,Su 08:00-18:00", "ask the porter", null), Gen.Bool, Gen.Int[0, 9])
        .Select((latitude, longitude, status, access, hours, isIndoor, kind) =>
            (latitude, longitude, status, access, hours, isIndoor, kind))
        .Array[0, 700].Select(all => all.Select((one, i) => Cabinet($"NM-{i:0000}", one.latitude, one.longitude,
            one.kind < 6 ? CabinetStatus.Ready : one.status, one.kind < 4 ? "yes" : one.access, one.kind < 3 ? "24/7" : one.hours,
            one.isIndoor, one.kind == 9, one.kind == 8 ? "kit" : "aed")).ToArray());

    private static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static double DistanceM(NearestQuestion from, CabinetRecord cabinet) =>
        EarthDistance.Between(from.Latitude, from.Longitude, cabinet.About!.Latitude!.Value, cabinet.About.Longitude!.Value);

    // SPEC 18 said once more, without the index and the order of checks.
    private static bool MayBeNamed(CabinetRecord cabinet) =>
        cabinet is { Status: CabinetStatus.Ready, About: { IsMobile: false, Access: "yes" or "permissive" or "customers" } about }
        && (about.Hours is "24/7" or "Mo-Fr 08:00-18:00" || (about.Hours is null && about is { IsIndoor: false, Access: not "customers" }));

    private static CabinetRecord Cabinet(string id, double latitude, double longitude, CabinetStatus status = CabinetStatus.Ready,
        string? access = "yes", string? hours = "24/7", bool isIndoor = true, bool isMobile = false, string kind = "aed") => new()
        {
            Topic = new CabinetTopic($"aed/v1/1501/150102/health/{id}", "1501", "150102", "health", id, "state"),
            About = new ReportedAbout
            {
                Boot = 1,
                Kind = kind,
                Latitude = latitude,
                Longitude = longitude,
                Access = access,
                Hours = hours,
                IsIndoor = isIndoor,
                IsMobile = isMobile,
            },
            State = new ReportedState
            {
                Boot = 1,
                At = s_now,
                UptimeMs = 1,
                Mode = "normal",
                IsReady = status == CabinetStatus.Ready,
                Reasons = status == CabinetStatus.NotReady ? ["aed-attention", "door-open"] : [],
                Doors = new Dictionary<string, string>(),
                Open = [],
            },
            Status = status,
            Open = [],
        };

    private sealed class StillTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => s_now;
    }

    private sealed class Town
    {
        private readonly NearestCabinets _nearest;

        public Town(params CabinetRecord[] cabinets)
        {
            Dictionary<string, CabinetRecord> byId = cabinets.ToDictionary(one => one.Id);
            Map.Put(cabinets.Select(one => (one.Id, one.About!.Latitude!.Value, one.About.Longitude!.Value)));
            _nearest = new NearestCabinets(Map, s_clock, (id, _) => byId.GetValueOrDefault(id));
        }

        public CabinetMap Map { get; } = new();

        public NearestAnswer Find(double latitude, double longitude) => Find(new NearestQuestion(latitude, longitude, s_now));

        public NearestAnswer Find(NearestQuestion question) => _nearest.Find(question);
    }
}
