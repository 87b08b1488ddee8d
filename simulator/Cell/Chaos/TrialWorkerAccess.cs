using System.Text.Json;
using AedCabinet.Handover;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// How the worker of a trial gets in everywhere: a file that only its owner reads, so that no password is on a command line.
/// </summary>
/// <param name="Servers">The three nats-server, <c>HOST:PORT</c>.</param>
/// <param name="Prefecture">The prefecture's code.</param>
/// <param name="User">The worker's user at nats-server.</param>
/// <param name="Password">Its password.</param>
/// <param name="Database">How to get in at PostgreSQL, without the password.</param>
/// <param name="DatabasePassword">The password there.</param>
/// <param name="GatewayPort">Where MQTT comes in, at this host: for commands.</param>
/// <param name="CommandsPassword">The password of the user that brings them.</param>
/// <param name="Keys">The cabinets' keys: topic and key by id.</param>
public sealed record TrialWorkerAccess(IReadOnlyList<string> Servers, string Prefecture, string User, string Password, string Database,
    string DatabasePassword, int GatewayPort, string CommandsPassword, IReadOnlyDictionary<string, TrialKey> Keys)
{
    /// <summary>Reads it.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The access.</returns>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static TrialWorkerAccess Read(string file) =>
        JsonSerializer.Deserialize<TrialWorkerAccess>(File.ReadAllBytes(file)) ?? throw new InvalidDataException(file);

    /// <summary>Writes it.</summary>
    /// <param name="file">The file.</param>
    public void Write(string file) => OwnerOnly.Replace(file, JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Nothing of the passwords is ever shown.</summary>
    /// <returns>The user.</returns>
    public override string ToString() => User;
}
