namespace AedCabinet.Incidents;

/// <summary>How an incident came to be there.</summary>
public enum OpeningKind
{
    /// <summary>It was opened.</summary>
    New,

    /// <summary>The same request had opened it before.</summary>
    Again,

    /// <summary>The request's key had come with another request.</summary>
    KeyUsed,

    /// <summary>One that is open has the same number of the dispatch system's.</summary>
    ReferenceUsed,
}
