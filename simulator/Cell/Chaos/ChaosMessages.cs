using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AedCabinet.Contract;

namespace AedCabinet.Cell.Chaos;

/// <summary>What a cabinet of the chaos says, after the contract, and what it makes of a command.</summary>
/// <param name="id">The cabinet's id.</param>
/// <param name="key">Its key, 32 bytes.</param>
internal sealed class ChaosMessages(string id, byte[] key)
{
    /// <summary>The one boot that they all have.</summary>
    public const int Boot = 1;

    private const string Emergency = "aed.removed";

    /// <summary>A birth, a goodbye or a last will.</summary>
    /// <param name="isOnline">Whether the session lives.</param>
    /// <param name="connection">The connection's number.</param>
    /// <returns>The message.</returns>
    public static string Online(bool isOnline, int connection) => Text(
        $$"""{"online":{{(isOnline ? "true" : "false")}},"boot":{{Boot}},"connection":{{connection}}}""");

    /// <summary>An event. Always the same for the same number and time, so that one that is given again is a double.</summary>
    /// <param name="seq">Its number.</param>
    /// <param name="atMs">When it happened, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="isEmergency">Whether somebody took the AED.</param>
    /// <returns>The message.</returns>
    public string Event(int seq, long atMs, bool isEmergency)
    {
        string name = isEmergency ? Emergency : seq % 2 == 0 ? "door.closed" : "door.opened";
        string severity = isEmergency ? "emergency" : "info";
        string data = isEmergency ? "{}" : """{"compartment":"aed"}""";
        string text = $$"""{"id":"{{id}}","event":"{{name}}","severity":"{{severity}}","boot":{{Boot}},"seq":{{Text($"{seq}")}}""";
        return text + $$""","time":"{{ContractForms.TimeText(atMs)}}","uptimeMs":{{Text($"{seq * 10L}")}},"data":{{data}}}""";
    }

    /// <summary>A picture: ready, with nothing open.</summary>
    /// <param name="seq">The number of the latest event.</param>
    /// <param name="atMs">When it was made, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="uptimeMs">The milliseconds since the start.</param>
    /// <param name="connection">The connection's number.</param>
    /// <returns>The message.</returns>
    public string State(int seq, long atMs, long uptimeMs, int connection)
    {
        string text = Text($"{{\"id\":\"{id}\",\"boot\":{Boot},\"connection\":{connection},\"seq\":{seq}")
            + Text($",\"time\":\"{ContractForms.TimeText(atMs)}\"");
        return text + Text($",\"uptimeMs\":{uptimeMs}")
            + ""","mode":"normal","ready":true,"reasons":[],"doors":{"aed":"closed"},"open":[],"aed":"present"}""";
    }

    /// <summary>A reply to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="code">The reply code.</param>
    /// <param name="atMs">When, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="given">How many events are given again; <c>null</c> for none of that.</param>
    /// <returns>The message.</returns>
    public static string Reply(UnsignedCommand command, string code, long atMs, int? given)
    {
        string time = ContractForms.TimeText(atMs);
        string text = Text($"{{\"id\":\"{command.Id}\",\"name\":\"{command.Name}\",\"code\":\"{code}\",\"boot\":{Boot}")
            + $$""","time":"{{time}}","uptimeMs":1000""";
        return given is { } count ? text + Text($",\"data\":{{\"given\":{count}}}}}") : text + "}";
    }

    /// <summary>Reads a command, and whether it was signed with this cabinet's key.</summary>
    /// <param name="payload">The message.</param>
    /// <returns>The command; <c>null</c> when it is none, or not signed with it.</returns>
    public UnsignedCommand? Read(byte[] payload)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            JsonElement root = document.RootElement;
            UnsignedCommand command = new(root.GetProperty("id").GetString()!, root.GetProperty("name").GetString()!,
                root.GetProperty("args").GetString()!, root.GetProperty("counter").GetInt64(), root.GetProperty("expires").GetString()!);
            string signed = string.Join('\n', "v1", id, command.Id, command.Name, command.Args,
                command.Counter.ToString(CultureInfo.InvariantCulture), command.Expires);
            return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)),
                Convert.FromHexString(root.GetProperty("mac").GetString()!)) ? command : null;
        }
        catch (Exception exception) when (exception
            is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
