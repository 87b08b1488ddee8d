namespace AedCabinet.Ledger;

/// <summary>A command that is to go out within a time, whichever process of the registry runs then.</summary>
/// <param name="No">Its number.</param>
/// <param name="Cabinet">The cabinet's id.</param>
/// <param name="Name">The command, one of the contract's.</param>
/// <param name="Args">Its arguments, a JSON object as text.</param>
/// <param name="From">Not before this.</param>
/// <param name="Until">Not from this on.</param>
/// <param name="Stage">How far it has come.</param>
/// <param name="Tried">When it was sent last; <c>null</c> for never.</param>
/// <param name="Tries">How often it was sent.</param>
/// <param name="Command">The id of the command that was sent last; <c>null</c> for none.</param>
/// <param name="Why">Why it came no further, a word or a cabinet's own reason; <c>null</c> for nothing.</param>
public sealed record TimedCommand(long No, string Cabinet, string Name, string Args, DateTimeOffset From, DateTimeOffset Until,
    TimedStage Stage, DateTimeOffset? Tried, int Tries, string? Command, string? Why);
