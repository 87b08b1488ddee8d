using System.Globalization;
using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Page.Map;
using AedCabinet.Places;
using CsCheck;

namespace AedCabinet.Centre.Tests.Map;

/// <summary>What the map shows is what the records say, and no more than its reader may see.</summary>
[TestClass]
public sealed class MapPointsTests
{
    private static readonly Gen<CabinetRecord> s_cabinet = Gen.Select(Gen.Int[0, 40], Gen.Double[37, 53], Gen.Double[97, 126],
            Gen.Enum<CabinetStatus>(), Gen.Bool, Gen.Int[0, 9])
        .Select((number, north, east, status, isOpen, odd) => StillOffice.Cabinet("NM-" + number.ToString(CultureInfo.InvariantCulture),
            odd == 0 ? null : north, east, status, prefecture: odd < 5 ? "1501" : "1504", isOpen: isOpen));

    [TestMethod]
    [DataRow(MapDatum.Wgs84)]
    [DataRow(MapDatum.Gcj02)]
    [DataRow(MapDatum.Bd09)]
    public void Whatever_changes_the_map_shows_what_may_be_seen_and_has_a_place(MapDatum datum) =>
        s_cabinet.Array[0, 40].Array[1, 6].Sample(pictures =>
        {
            AccessScope scope = new("d", [new Grant(Role.Dispatcher, ["1501"], [], [])]);
            MapPoints points = new(datum);
            Dictionary<string, string> shown = [];
            foreach (CabinetRecord[] picture in pictures)
            {
                CabinetRecord[] cabinets = [.. picture.DistinctBy(cabinet => cabinet.Id)];
                Apply(shown, points.Take(scope.Cut(cabinets)));
                CollectionAssert.AreEquivalent(
                    cabinets.Where(one => one.About!.Latitude is not null && one.Topic.Prefecture == "1501")
                        .Select(one => Line(datum, one)).ToArray(),
                    shown.Values.ToArray());
                Assert.AreEqual(string.Empty, points.Take(scope.Cut(cabinets)), "what has not changed is not sent again");
            }
        }, iter: 100);

    [TestMethod]
    public void Each_status_has_a_shape_of_its_own() => Assert.HasCount(Enum.GetValues<CabinetStatus>().Length,
        MapShapes.InOrder.Select(MapShapes.Of).Distinct().ToArray());

    [TestMethod]
    public void The_outlines_are_closed_lie_within_their_prefectures_extents_and_name_their_source()
    {
        Assert.HasCount(12, PrefectureOutline.All);
        foreach ((string code, PrefectureOutline outline) in PrefectureOutline.All)
        {
            int far = 0;
            foreach (double[] ring in outline.Rings)
            {
                CollectionAssert.AreEqual(ring[..2], ring[^2..], code);
                far += ring.Chunk(2).Count(point => !PrefectureExtent.MayHold(code, (decimal)point[0], (decimal)point[1]));
            }

            Assert.IsLessThanOrEqualTo(3, far, code);
        }

        using Stream stream = typeof(PrefectureOutline).Assembly.GetManifestResourceStream("places/prefecture-outlines.json")!;
        Assert.Contains("Apache License 2.0", new StreamReader(stream).ReadToEnd());
    }

    private static string Line(MapDatum datum, CabinetRecord cabinet)
    {
        (double north, double east) = ChinaDatum.FromWgs84(datum, cabinet.About!.Latitude!.Value, cabinet.About.Longitude!.Value);
        return string.Create(CultureInfo.InvariantCulture,
            $"{cabinet.Id}\t{north:0.######}\t{east:0.######}\t{(int)cabinet.Status}\t{(cabinet.Open.Count > 0 ? 1 : 0)}");
    }

    // As map.js reads it.
    private static void Apply(Dictionary<string, string> shown, string changes)
    {
        foreach (string line in changes.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string id = line.Split('\t')[0];
            if (line == id)
            {
                shown.Remove(id);
            }
            else
            {
                shown[id] = line;
            }
        }
    }
}
