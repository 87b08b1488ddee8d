using AedCabinet.Ledger;

namespace AedCabinet.Training;

/// <summary>A certificate of somebody who is trained: an id and a site, no name.</summary>
/// <param name="Id">Its id, as who issued it has it.</param>
/// <param name="Site">The site at which its holder works.</param>
/// <param name="Holder">An id of who holds it, by which two certificates of one person count once; <c>null</c> where it stands for a
/// person of its own.</param>
/// <param name="Kind">What it is of, for example <c>first-aid</c>.</param>
/// <param name="Issued">From which day it is valid.</param>
/// <param name="Expires">The last day on which it is.</param>
public sealed record Certificate(string Id, SiteKey Site, string? Holder, string Kind, DateOnly Issued, DateOnly Expires);
