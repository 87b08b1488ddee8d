namespace AedCabinet.Care;

/// <summary>The limits of care, and why.</summary>
public static class CareLimits
{
    /// <summary>A consumable is due so many days before it expires: pads are ordered for weeks.</summary>
    public const int AheadDays = 90;

    /// <summary>The most bytes of a photograph: the page makes it smaller than this before it goes.</summary>
    public const int PhotoBytes = 2 * 1024 * 1024;

    /// <summary>The most bytes of an inspection with its photograph.</summary>
    public const int SubmissionBytes = PhotoBytes + (64 * 1024);

    /// <summary>The most characters of a note.</summary>
    public const int NoteLength = 500;

    /// <summary>The most characters of a responsible person's name.</summary>
    public const int NameLength = 64;

    /// <summary>An inspection that waited in a telephone for longer than this counts at its arrival: its clock is not believed.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    /// <summary>So many other cabinets that are ready are named to who stands before one.</summary>
    public const int OthersNamed = 2;

    /// <summary>So many of a cabinet's latest changes are looked through for since when a fault stands.</summary>
    public const int SpansLookedThrough = 200;

    /// <summary>So many of the latest records are looked through for those that somebody may see.</summary>
    public const int DoneLookedThrough = 500;

    /// <summary>So many of the latest records of done work are shown.</summary>
    public const int DoneShown = 50;
}
