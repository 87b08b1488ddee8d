namespace AedCabinet.Ledger;

/// <summary>A command that a page has signed and that a worker is to send.</summary>
/// <param name="Counter">Its number.</param>
/// <param name="Topic">Where to publish it.</param>
/// <param name="Message">The message.</param>
/// <param name="Put">When it was put there, by the database's clock.</param>
public sealed record OutgoingCommand(long Counter, string Topic, string Message, DateTimeOffset Put);
