using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Ledger;

/// <summary>The cabinets as an office shows them. May be used by any thread.</summary>
internal interface ICabinetFeed
{
    /// <summary>Raised after something has changed.</summary>
    event Action? Changed;

    /// <summary>Gets what is wrong with what comes in or is kept; <c>null</c> for nothing.</summary>
    IntakeTrouble? Trouble { get; }

    /// <summary>The cabinets as they are now.</summary>
    /// <param name="now">The time now.</param>
    /// <returns>What is known of each, by id.</returns>
    IReadOnlyList<CabinetRecord> Records(DateTimeOffset now);

    /// <summary>What the cabinets say of who and where they are.</summary>
    /// <returns>It, by id, in no order.</returns>
    IEnumerable<(string Id, ReportedAbout About)> Abouts();

    /// <summary>One cabinet as it is now.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="now">The time now.</param>
    /// <returns>What is known of it, or <c>null</c>.</returns>
    CabinetRecord? Find(string id, DateTimeOffset now);
}
