namespace AedCabinet.Cell.Source;

/// <summary>How a worker gets in at a cell's nats-server.</summary>
/// <param name="Addresses">The servers, <c>HOST:PORT</c>.</param>
/// <param name="Prefecture">The prefecture's GB/T 2260 code, four digits.</param>
/// <param name="User">The worker's user.</param>
/// <param name="Password">Its password.</param>
public sealed record StreamAccess(IReadOnlyList<string> Addresses, string Prefecture, string User, string Password)
{
    /// <summary>Nothing of the password is ever shown.</summary>
    /// <returns>The servers and the user.</returns>
    public override string ToString() => $"nats://{string.Join(',', Addresses)} ({User})";
}
