using System.Security.Cryptography;
using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>
/// The keys with which the registry signs, one a cabinet, as provisioning hands them over. They never leave this class but as signatures.
/// </summary>
public sealed class CommandKeys
{
    private const string Command = "/command";

    private readonly Dictionary<string, (byte[] Key, string Topic)> _keys = [];
    private Func<string, string?> _speaksAt = _ => null;

    /// <summary>Takes what provisioning wrote down for the registry (<c>registry/keys.json</c>).</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="topic">The base of its topics.</param>
    /// <param name="key">Its key, 64 hexadecimal digits.</param>
    /// <exception cref="FormatException">The key is none.</exception>
    public void Add(string cabinet, string topic, string key) => _keys[cabinet] = (Convert.FromHexString(key), topic + Command);

    /// <summary>
    /// Has commands go where a cabinet speaks now, which may be another prefecture than when it was provisioned.
    /// </summary>
    /// <param name="speaksAt">Says the base of a cabinet's topics by its id; <c>null</c> when it is not known.</param>
    public void Follow(Func<string, string?> speaksAt) => _speaksAt = speaksAt;

    /// <summary>Where a cabinet's commands are published.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <returns>The topic; <c>null</c> when there is no key for it.</returns>
    public string? TopicOf(string cabinet) => !_keys.TryGetValue(cabinet, out (byte[] Key, string Topic) known) ? null
        : _speaksAt(cabinet) is { } topic ? topic + Command : known.Topic;

    /// <summary>Whether commands for a cabinet can be signed.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <returns><c>true</c> when its key is there.</returns>
    public bool Holds(string cabinet) => _keys.ContainsKey(cabinet);

    /// <summary>Signs a command.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="command">The command.</param>
    /// <param name="isForged">Whether to sign as somebody who doesn't have the key.</param>
    /// <param name="topic">Where to publish it.</param>
    /// <returns>The message, JSON in one line; <c>null</c> when there is no key for the cabinet.</returns>
    public string? Sign(string cabinet, UnsignedCommand command, bool isForged, out string topic)
    {
        topic = string.Empty;
        if (!_keys.TryGetValue(cabinet, out (byte[] Key, string Topic) known))
        {
            return null;
        }

        topic = TopicOf(cabinet)!;
        byte[] key = isForged ? RandomNumberGenerator.GetBytes(known.Key.Length) : known.Key;
        return CommandSigner.Sign(cabinet, key, command.Id, command.Name, command.Args, command.Counter, command.Expires);
    }
}
