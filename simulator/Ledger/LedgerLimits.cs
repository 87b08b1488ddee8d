namespace AedCabinet.Ledger;

/// <summary>Every limit of the registry on disk, and why it is what it is.</summary>
internal static class LedgerLimits
{
    /// <summary>
    /// A batch has at most so many messages: one wait for the disk, 1 to 10 ms, is then a small part of what each costs, and a rollback
    /// loses little work.
    /// </summary>
    public const int BatchMessages = 500;

    /// <summary>
    /// The broker may send so many messages before the first is confirmed: while one batch is on its way to disk the next ones come in.
    /// </summary>
    public const int UnconfirmedMessages = 4 * BatchMessages;

    /// <summary>The greatest message the broker is to send, in bytes: the contract's greatest is an <c>about</c> of some 2 KiB.</summary>
    public const int MostMessageBytes = 64 * 1024;

    /// <summary>So many messages may wait; telemetry, which is for trends only and is never confirmed, is dropped beyond it.</summary>
    public const int MostWaitingMessages = 20 * BatchMessages;

    /// <summary>So many messages that could not be used are kept; the oldest go first.</summary>
    public const int SetAsideRows = 10_000;

    /// <summary>
    /// So many different events of one number are kept: a board that loses its flash every month begins with 1 each time; a stranger may go
    /// on for ever.
    /// </summary>
    public const int EventsOfOneNumber = 64;

    /// <summary>So many bytes of each are kept.</summary>
    public const int SetAsideBytes = 4096;

    /// <summary>SQLite's page cache in KiB: the index's last leaves of 10,000 cabinets.</summary>
    public const int CacheKibibytes = 64 * 1024;

    /// <summary>So many statements a connection to a database's server keeps prepared: more than the registry has.</summary>
    public const int PreparedStatements = 200;

    /// <summary>
    /// So many boots of a cabinet are kept in memory; the numbers of others are read from the database again when one speaks.
    /// </summary>
    public const int BootsInMemory = 4;

    /// <summary>
    /// A batch is written at the latest so long after its first message came: short beside the 1.5 s in which an alarm is to be there.
    /// </summary>
    public static readonly TimeSpan BatchWindow = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// A batch is written at once when nothing more came for so long: a broker that sends 20 messages at a time waits for their
    /// confirmation.
    /// </summary>
    public static readonly TimeSpan BatchQuiet = TimeSpan.FromMilliseconds(2);

    /// <summary>So long is waited for another program that holds the database, in SQLite itself.</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    /// <summary>After a write that failed (disk full, database locked) the next attempt waits so long.</summary>
    public static readonly TimeSpan WriteRetry = TimeSpan.FromSeconds(1);

    /// <summary>A write for which nobody has answered after so long is told: one that goes well takes some 10 ms.</summary>
    public static readonly TimeSpan WriteStalled = TimeSpan.FromSeconds(5);

    /// <summary>A server that was away (its primary died, it is started anew) is asked again after so long at first, …</summary>
    public static readonly TimeSpan ServerRetryLeast = TimeSpan.FromMilliseconds(200);

    /// <summary>… twice as long each time, and never longer than this: a new primary is there after some 20 s.</summary>
    public static readonly TimeSpan ServerRetryMost = TimeSpan.FromSeconds(8);

    /// <summary>A connection to a database's server is given up after so long: a dead host must not hide one that answers.</summary>
    public static readonly TimeSpan ServerConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A server that says nothing for so long is asked whether it is there; a dead one is noticed some 10 s later.</summary>
    public static readonly TimeSpan ServerKeepAlive = TimeSpan.FromSeconds(5);

    /// <summary>A registry waits so long for the one before it to be gone from the server, …</summary>
    public static readonly TimeSpan WriterPatience = TimeSpan.FromSeconds(3);

    /// <summary>… and looks so often.</summary>
    public static readonly TimeSpan WriterLook = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// A step that its program does not go on with is taken back by the server: one that was stopped in the middle of it must not keep
    /// others from what it holds.
    /// </summary>
    public static readonly TimeSpan ServerStepPatience = TimeSpan.FromSeconds(5);

    /// <summary>A write has so long at the server: a batch takes some 10 ms, a standby that is lost stops it for good.</summary>
    public static readonly TimeSpan ServerWriteTimeout = TimeSpan.FromSeconds(30);

    /// <summary>A worker's sign of life has so long: after that it counts as not given.</summary>
    public static readonly TimeSpan ServerLeaseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Whoever reads has so long for one answer: <c>verify</c> reads every row.</summary>
    public static readonly TimeSpan ServerReadTimeout = TimeSpan.FromMinutes(30);

    /// <summary>So often it is looked at what has become old: states, connections, and the registry's own sign of life.</summary>
    public static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A cabinet that is offline for longer is not known to be ready any more: a reconnect takes up to 5 min (the firmware's back-off).
    /// </summary>
    public static readonly TimeSpan OfflineGrace = TimeSpan.FromMinutes(15);

    /// <summary>
    /// When a cabinet was last heard of is written down at most so often: a row of its own for each message would double the work.
    /// </summary>
    public static readonly TimeSpan LastSeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>The first pause before connecting again.</summary>
    public static readonly TimeSpan ReconnectLeast = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause before connecting again: what comes meanwhile waits at the broker.</summary>
    public static readonly TimeSpan ReconnectMost = TimeSpan.FromSeconds(30);

    /// <summary>A connection attempt is given up after so long.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A connection that has not been taken over for so long has its session for itself: far longer than the first registry takes to
    /// connect again.
    /// </summary>
    public static readonly TimeSpan TakeoverPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A registry that was never left alone gives way to the one that was after being thrown out so often in a row: once may be a broker
    /// that restarts.
    /// </summary>
    public const int ThrownOutSecond = 3;

    /// <summary>One that was gives way after at least so often: far more than the other bears.</summary>
    public const int ThrownOutFirst = 10;

    /// <summary>So often in a row it comes back at once, before the other has confirmed anything; after that with pauses.</summary>
    public const int ThrownOutAtOnce = 6;

    /// <summary>So often it is looked at what is missing.</summary>
    public static readonly TimeSpan MissingEvery = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Numbers that have been missing for so long are asked for again: emergencies overtake, and most gaps close by themselves.
    /// </summary>
    public static readonly TimeSpan ResendAfter = TimeSpan.FromMinutes(1);

    /// <summary>A <c>resend</c> is sent again after so long without a reply: at QoS 0 a command may get lost on its way.</summary>
    public static readonly TimeSpan ResendRepeat = TimeSpan.FromSeconds(15);

    /// <summary>A <c>resend</c> expires after so long: the time in which its repetitions may still be of use.</summary>
    public static readonly TimeSpan ResendValidity = TimeSpan.FromMinutes(5);

    /// <summary>After its reply a cabinet has so long until what it gave again must be here.</summary>
    public static readonly TimeSpan ResendArrives = TimeSpan.FromMinutes(2);

    /// <summary>Pauses before numbers are asked for once more that did not come; after the last they are given up.</summary>
    public static readonly TimeSpan[] ResendPauses = [TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(24)];

    /// <summary>A cabinet whose firmware does not know <c>resend</c> is not asked for so long.</summary>
    public static readonly TimeSpan ResendUnknownPause = TimeSpan.FromHours(24);

    /// <summary>So many numbers are asked for at once: what a cabinet keeps of 64 KiB in all.</summary>
    public const int ResendNumbers = 100;

    /// <summary>So many cabinets are asked at once: a region whose broker was killed must not answer all at once.</summary>
    public const int ResendCabinets = 50;

    /// <summary>One cabinet is asked so often within a day: one that claims numbers it never used costs no more.</summary>
    public const int ResendsADay = 48;

    /// <summary>How long a stopped registry waits for what it has taken to be on disk and confirmed.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
}
