namespace AedCabinet.Cell.Plan;

/// <summary>
/// A prefecture at a cell's gateway: an account of its own, so that the death of the node that leads one prefecture is no second
/// without acknowledgements for the others.
/// </summary>
/// <param name="Code">The prefecture's GB/T 2260 code, four digits.</param>
/// <param name="WorkerPassword">The password of its worker.</param>
/// <param name="Clients">Its cabinets and whoever else speaks MQTT.</param>
public sealed record PrefectureAccounts(string Code, string WorkerPassword, IReadOnlyList<CellAccount> Clients)
{
    /// <summary>Gets the account's name.</summary>
    public string Account => AccountOf(Code);

    /// <summary>Gets the worker's user.</summary>
    public string Worker => WorkerOf(Code);

    /// <summary>The name of a prefecture's account.</summary>
    /// <param name="code">The prefecture's code.</param>
    /// <returns>The name.</returns>
    public static string AccountOf(string code) => "P" + code;

    /// <summary>The user of a prefecture's worker.</summary>
    /// <param name="code">The prefecture's code.</param>
    /// <returns>The user.</returns>
    public static string WorkerOf(string code) => "registry-worker-" + code;

    /// <summary>The user that brings the registry's commands to a prefecture's cabinets.</summary>
    /// <param name="code">The prefecture's code.</param>
    /// <returns>The user.</returns>
    public static string CommandsOf(string code) => "registry-commands-" + code;

    /// <summary>The user of the bridge by which a prefecture's cabinets are moved here from another broker.</summary>
    /// <param name="code">The prefecture's code.</param>
    /// <returns>The user.</returns>
    public static string BridgeUser(string code) => "bridge-" + code;

    /// <summary>Nothing of the passwords is ever shown.</summary>
    /// <returns>The account.</returns>
    public override string ToString() => Account;
}
