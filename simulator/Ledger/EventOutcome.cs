namespace AedCabinet.Ledger;

/// <summary>What became of an event on its way into the database.</summary>
internal enum EventOutcome
{
    /// <summary>It is new.</summary>
    New,

    /// <summary>It is there already.</summary>
    Again,

    /// <summary>Another event has its number: both are kept.</summary>
    Twin,

    /// <summary>So many others have its number that it is set aside.</summary>
    TooMany,
}
