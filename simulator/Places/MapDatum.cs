namespace AedCabinet.Places;

/// <summary>What a pair of coordinates is measured in.</summary>
public enum MapDatum
{
    /// <summary>WGS-84: satellites, OpenStreetMap, and what a cabinet says of itself.</summary>
    Wgs84,

    /// <summary>GCJ-02: Chinese maps, for example Gaode's and Tencent's.</summary>
    Gcj02,

    /// <summary>BD-09: Baidu's maps.</summary>
    Bd09,
}
