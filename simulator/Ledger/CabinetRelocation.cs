namespace AedCabinet.Ledger;

/// <summary>A cabinet that speaks from another prefecture than before: everything that is known of it goes with it.</summary>
/// <param name="Cabinet">Its id.</param>
/// <param name="From">The prefecture before, four digits.</param>
/// <param name="To">The prefecture now, four digits.</param>
public sealed record CabinetRelocation(string Cabinet, string From, string To);
