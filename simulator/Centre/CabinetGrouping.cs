namespace AedCabinet.Centre;

/// <summary>By what cabinets are put together.</summary>
public enum CabinetGrouping
{
    /// <summary>By prefecture.</summary>
    Prefecture,

    /// <summary>By the department that owns the data.</summary>
    Sector,
}
