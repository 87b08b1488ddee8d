namespace AedCabinet.Care;

/// <summary>What became of an inspection that came in: it is kept in any case.</summary>
public enum InspectionOutcome
{
    /// <summary>The signed <c>inspect</c> was sent to the cabinet.</summary>
    Sent,

    /// <summary>Something was found wrong: the cabinet is not told that all is well.</summary>
    Withheld,

    /// <summary>The cabinet is a first-aid kit's, which knows no inspection.</summary>
    Kit,

    /// <summary>Commands are not sent from here, or there is no key for the cabinet.</summary>
    NoKey,

    /// <summary>The command did not get to the broker: sent again, the inspection tries once more.</summary>
    NotSent,
}
