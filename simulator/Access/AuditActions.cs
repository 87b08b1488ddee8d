namespace AedCabinet.Access;

/// <summary>What the audit log tells of. Stored by name: names don't change.</summary>
public static class AuditActions
{
    /// <summary>Somebody logged in, or tried to.</summary>
    public const string Login = "login";

    /// <summary>Somebody logged out.</summary>
    public const string Logout = "logout";

    /// <summary>An account was locked for a while after too many failures.</summary>
    public const string LockedOut = "login.locked-out";

    /// <summary>A command was sent to a cabinet.</summary>
    public const string Command = "command";

    /// <summary>The name and telephone number of a cabinet's contact were shown.</summary>
    public const string ContactSeen = "contact.seen";

    /// <summary>An emergency was brought to a stage.</summary>
    public const string Emergency = "emergency";

    /// <summary>An incident was opened, brought to a stage, or told of a responder.</summary>
    public const string Incident = "incident";

    /// <summary>Who may be called was changed.</summary>
    public const string Responders = "responders";

    /// <summary>The name and telephone number of a responder were shown.</summary>
    public const string ResponderSeen = "responder.seen";

    /// <summary>The list of those on call was changed.</summary>
    public const string OnCall = "on-call";

    /// <summary>Somebody on call was sent a test.</summary>
    public const string OnCallTested = "on-call.tested";

    /// <summary>Due work was given to somebody.</summary>
    public const string CarePlanned = "care.planned";

    /// <summary>Work was recorded as done.</summary>
    public const string CareDone = "care.done";

    /// <summary>An inspection was filled in.</summary>
    public const string Inspection = "inspection";

    /// <summary>Who is told of what happens was changed.</summary>
    public const string Subscription = "subscription";

    /// <summary>A drill was planned or taken back.</summary>
    public const string Drill = "drill";

    /// <summary>It was changed who is trained, or how many people there are at a site.</summary>
    public const string Certificates = "certificates";

    /// <summary>Something that is known of a cabinet was corrected.</summary>
    public const string Correction = "correction";

    /// <summary>Something was asked for that this account may not see or do.</summary>
    public const string Refused = "refused";

    /// <summary>An account was made, changed, locked or taken away.</summary>
    public const string Account = "account";
}
