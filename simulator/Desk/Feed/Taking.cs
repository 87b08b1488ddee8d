namespace AedCabinet.Desk.Feed;

/// <summary>What became of something that came.</summary>
public enum Taking
{
    /// <summary>It is new, and kept.</summary>
    New,

    /// <summary>It was here before: an answer was lost. Nothing is done twice.</summary>
    Double,

    /// <summary>Somebody sends again what was recorded, to the letter.</summary>
    Replayed,
}
