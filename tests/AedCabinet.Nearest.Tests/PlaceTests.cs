using AedCabinet.Places;

namespace AedCabinet.Nearest.Tests;

/// <summary>Coordinates as they come, and what they are measured in.</summary>
[TestClass]
public sealed class PlaceTests
{
    // By gcoord 1.0.7 of npm: latitude and longitude in WGS-84, the same in GCJ-02 and in BD-09.
    [TestMethod]
    [DataRow(40.72, 111.67, 40.72125355809404, 111.67676458480955, 40.7270452193697, 111.68335825037109)]
    [DataRow(42.4, 97.2, 42.40161919903975, 97.20072895964157, 42.40791715066907, 97.20711688951191)]
    [DataRow(53.2, 125.9, 53.20170192375917, 125.90772664875792, 53.207753147383634, 125.91422276699095)]
    [DataRow(49.21, 119.77, 49.211938185715404, 119.77733329382784, 49.218163860767895, 119.78375322489056)]
    [DataRow(39.65, 106.8, 39.65093287278064, 106.80475303242432, 39.657246597402725, 106.81114631469816)]
    [DataRow(46.08, 122.05, 46.082000433863136, 122.05616043517082, 46.088243892394004, 122.06257075281852)]
    public void GCJ_02_and_BD_09_are_those_of_the_maps(double lat, double lon, double gcjLat, double gcjLon, double bdLat, double bdLon)
    {
        (double north, double east) = ChinaDatum.FromWgs84(MapDatum.Gcj02, lat, lon);
        Assert.AreEqual(gcjLat, north, 1e-6);
        Assert.AreEqual(gcjLon, east, 1e-6);
        (north, east) = ChinaDatum.FromWgs84(MapDatum.Bd09, lat, lon);
        Assert.AreEqual(bdLat, north, 1e-6);
        Assert.AreEqual(bdLon, east, 1e-6);

        // Back within a decimetre (1e-6 degrees), from Baidu's within the two metres that its own way back is known to be off.
        (north, east) = ChinaDatum.ToWgs84(MapDatum.Gcj02, gcjLat, gcjLon);
        Assert.AreEqual(lat, north, 1e-6);
        Assert.AreEqual(lon, east, 1e-6);
        (north, east) = ChinaDatum.ToWgs84(MapDatum.Bd09, bdLat, bdLon);
        Assert.AreEqual(lat, north, 2e-5);
        Assert.AreEqual(lon, east, 2e-5);
    }

    [TestMethod]
    [DataRow("40.8, 111.7")]
    [DataRow("111.7,40.8")]
    [DataRow("40.8 111.7")]
    [DataRow("40.8，111.7")]
    [DataRow("lat=40.8&lng=111.7")]
    [DataRow("经度：111.7 纬度：40.8")]
    [DataRow("北纬40°48′0″ 东经111°42′")]
    [DataRow("40°48'N 111°42'E")]
    [DataRow("40.8N,111.7E")]
    [DataRow("geo:40.8,111.7")]
    [DataRow("https://map.example/?z=15&lat=40.8&lng=111.7&level=2")]
    [DataRow("东经111度42分，北纬40度48分")]
    public void Coordinates_are_understood_as_people_paste_them(string text)
    {
        (double Latitude, double Longitude)? place = PastedPlace.Read(text);
        Assert.IsNotNull(place);
        Assert.AreEqual(40.8, place.Value.Latitude, 1e-9);
        Assert.AreEqual(111.7, place.Value.Longitude, 1e-9);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("40.8")]
    [DataRow("呼和浩特东站")]
    [DataRow("40.8, 111.7, 1050")]
    [DataRow("111.7, 140.8")]
    [DataRow("40°61' 111°42'")]
    [DataRow("E40.8 E111.7")]
    [DataRow("40.8, 1111.7")]
    [DataRow("1.2.3.4")]
    public void What_is_not_just_a_latitude_and_a_longitude_is_no_place(string text) => Assert.IsNull(PastedPlace.Read(text));
}
