namespace AedCabinet.Incidents;

/// <summary>How much of what is said about an incident is kept.</summary>
public static class IncidentLimits
{
    /// <summary>The most characters of the dispatch system's own number.</summary>
    public const int ReferenceLength = 64;

    /// <summary>The most characters of an address: a house, a gate, a floor.</summary>
    public const int AddressLength = 200;

    /// <summary>The most characters of a note.</summary>
    public const int NoteLength = 500;

    /// <summary>The most characters of a name.</summary>
    public const int NameLength = 64;

    /// <summary>The most characters of a responder's id, of the characters of a cabinet's.</summary>
    public const int IdLength = 64;

    /// <summary>So many people of a list are taken at once: a region's, some 200 to a county.</summary>
    public const int ListedPeople = 20_000;

    /// <summary>So far a responder is called unless their own list says otherwise, m: HartslagNu calls within 1 to 2 km.</summary>
    public const int UsualWithinM = 1_500;

    /// <summary>The farthest that anybody is called, m.</summary>
    public const int MostWithinM = 20_000;

    /// <summary>So many are called for an incident unless asked otherwise (HartslagNu: at most 30).</summary>
    public const int UsualCalled = 30;

    /// <summary>The most that can be asked for.</summary>
    public const int MostCalled = 100;

    /// <summary>What else a cabinet says within this time after an incident's last step belongs to it; later it is another.</summary>
    public static readonly TimeSpan SameFor = TimeSpan.FromHours(1);

    /// <summary>So long after its closing what responders say is still taken: who left, who was there.</summary>
    public static readonly TimeSpan ToldAfterClosing = TimeSpan.FromDays(1);

    /// <summary>So long it is looked whether a taken AED came back.</summary>
    public static readonly TimeSpan AwayFor = TimeSpan.FromDays(90);

    /// <summary>So long what becomes of a command is followed: a cabinet that was away replies when it is back.</summary>
    public static readonly TimeSpan CommandFor = TimeSpan.FromDays(1);
}
