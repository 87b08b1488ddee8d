namespace AedCabinet.Cell.Plan;

/// <summary>Who comes in at a cell's gateway.</summary>
/// <param name="User">The user, which is the client's id too.</param>
/// <param name="Password">The password.</param>
/// <param name="Publishes">The topics it may write to, as MQTT filters.</param>
/// <param name="Subscribes">The topics it may read, as MQTT filters.</param>
public sealed record CellAccount(string User, string Password, IReadOnlyList<string> Publishes, IReadOnlyList<string> Subscribes)
{
    /// <summary>Nothing of the password is ever shown.</summary>
    /// <returns>The user.</returns>
    public override string ToString() => User;
}
