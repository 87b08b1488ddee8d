namespace AedCabinet.Contract;

/// <summary>What is signed of a command besides the cabinet's id.</summary>
/// <param name="Id">The command's id.</param>
/// <param name="Name">The command.</param>
/// <param name="Args">Its arguments, a JSON object as text.</param>
/// <param name="Counter">Its number, above that of every command before.</param>
/// <param name="Expires">When it expires, as it stands in the message.</param>
public sealed record UnsignedCommand(string Id, string Name, string Args, long Counter, string Expires);
