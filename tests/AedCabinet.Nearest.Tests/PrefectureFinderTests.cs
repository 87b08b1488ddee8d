using AedCabinet.Places;

namespace AedCabinet.Nearest.Tests;

/// <summary>In which prefecture a place lies, by the outlines that the map has.</summary>
[TestClass]
public sealed class PrefectureFinderTests
{
    [TestMethod]
    [DataRow(40.84, 111.75, "1501")]
    [DataRow(40.65, 109.84, "1502")]
    [DataRow(39.66, 106.80, "1503")]
    [DataRow(42.26, 118.89, "1504")]
    [DataRow(43.65, 122.24, "1505")]
    [DataRow(39.61, 109.78, "1506")]
    [DataRow(49.21, 119.77, "1507")]
    [DataRow(40.74, 107.39, "1508")]
    [DataRow(41.00, 113.13, "1509")]
    [DataRow(46.08, 122.07, "1522")]
    [DataRow(43.93, 116.05, "1525")]
    [DataRow(38.83, 105.73, "1529")]
    public void The_seat_of_each_prefecture_lies_in_it(double latitude, double longitude, string code) =>
        Assert.AreEqual(code, PrefectureFinder.At(latitude, longitude)[0]);

    [TestMethod]
    public void A_place_outside_of_the_region_lies_in_none() => Assert.IsEmpty(PrefectureFinder.At(39.90, 116.40));

    [TestMethod]
    public void On_a_border_that_is_drawn_to_a_hundredth_of_a_degree_either_may_be_right()
    {
        double[] ring = PrefectureOutline.All["1501"].Rings[0];
        int shared = Enumerable.Range(0, ring.Length / 2).Count(i => PrefectureFinder.At(ring[2 * i], ring[(2 * i) + 1]).Count > 1);

        Assert.IsGreaterThan(ring.Length / 4, shared, "most of its border is that of another too");
    }
}
