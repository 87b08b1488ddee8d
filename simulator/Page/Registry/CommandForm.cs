using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Json;
using AedCabinet.Centre;
using AedCabinet.Page.Words;
using MudBlazor;

namespace AedCabinet.Page.Registry;

/// <summary>One command as a form: what it is called, what has to be filled in, and what a cabinet would refuse for certain.</summary>
public sealed class CommandForm
{
    /// <summary>The most characters an operator's name may have.</summary>
    public const int MaxWhoLength = 64;

    /// <summary>An example for <c>configure</c>.</summary>
    public const string SettingsExample = """
        {
          "site": { "where": "游客中心二层" },
          "alarm": { "locateMaxMinutes": 10 }
        }
        """;

    private static readonly JsonSerializerOptions s_plainText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private CommandForm(string name, string command, string icon)
    {
        Name = name;
        Command = command;
        Icon = icon;
    }

    /// <summary>Gets the forms' name, by which words and tests know it.</summary>
    public string Name { get; }

    /// <summary>Gets the command it sends.</summary>
    public string Command { get; }

    /// <summary>Gets its picture.</summary>
    public string Icon { get; }

    /// <summary>Gets the name of its number, <c>seconds</c> or <c>minutes</c>; <c>null</c> for none.</summary>
    public string? Unit { get; private init; }

    /// <summary>Gets the largest number the firmware takes in any configuration; a cabinet's own may be smaller.</summary>
    public int Most { get; private init; }

    /// <summary>Gets a value indicating whether it ends what the command of the same name begins.</summary>
    public bool IsEnd { get; private init; }

    /// <summary>Gets a value indicating whether it must say who asks.</summary>
    public bool NeedsWho { get; private init; }

    /// <summary>Gets a value indicating whether it carries settings.</summary>
    public bool HasSettings { get; private init; }

    /// <summary>Gets a value indicating whether it is signed with a wrong key, to show what becomes of it.</summary>
    public bool IsForged { get; private init; }

    /// <summary>Gets a value indicating whether it is about the AED, which a first-aid kit's cabinet has not.</summary>
    public bool IsOfAed { get; private init; }

    /// <summary>
    /// Gets a value indicating whether it is sent only after a second look: it makes a cabinet alarm less, or stands for somebody who was
    /// there.
    /// </summary>
    public bool NeedsCheck { get; private init; }

    /// <summary>Gets or sets the number as it was typed.</summary>
    public string Number { get; set; } = string.Empty;

    /// <summary>Gets or sets the settings as they were typed.</summary>
    public string Settings { get; set; } = string.Empty;

    /// <summary>The forms of every command.</summary>
    /// <returns>The forms, with usual numbers filled in.</returns>
    public static IReadOnlyList<CommandForm> CreateAll() =>
    [
        new("locate", "locate", Icons.Material.Rounded.Campaign) { Unit = "seconds", Most = 900, Number = "120" },
        new("silence", "silence", Icons.Material.Rounded.NotificationsOff) { Unit = "minutes", Most = 30, Number = "10" },
        new("inspect", "inspect", Icons.Material.Rounded.FactCheck) { IsOfAed = true, NeedsCheck = true },
        new("drill", "drill", Icons.Material.Rounded.Groups) { Unit = "minutes", Most = 480, Number = "60", NeedsCheck = true },
        new("drill-end", "drill", Icons.Material.Rounded.GroupOff) { IsEnd = true },
        new("maintenance", "maintenance", Icons.Material.Rounded.Build) { Unit = "minutes", Most = 480, Number = "60", NeedsCheck = true },
        new("maintenance-end", "maintenance", Icons.Material.Rounded.BuildCircle) { IsEnd = true },
        new("self-test", "self-test", Icons.Material.Rounded.MonitorHeart),
        new("report", "report", Icons.Material.Rounded.Sync),
        new("learn-indicator", "learn-indicator", Icons.Material.Rounded.LightMode) { IsOfAed = true },
        new("unlock", "unlock", Icons.Material.Rounded.LockOpen) { NeedsWho = true, NeedsCheck = true },
        new("restart", "restart", Icons.Material.Rounded.RestartAlt) { NeedsCheck = true },
        new("forged", "locate", Icons.Material.Rounded.GppBad) { IsForged = true },
        new("configure", "configure", Icons.Material.Rounded.Tune) { HasSettings = true, NeedsCheck = true },
    ];

    /// <summary>The form that a command was sent with.</summary>
    /// <param name="command">The command.</param>
    /// <returns>The form's name.</returns>
    public static string NameOf(CommandRecord command) =>
        command.Name is "drill" or "maintenance" && command.Args.StartsWith("{\"end\":true", StringComparison.Ordinal)
            ? command.Name + "-end" : command.Name;

    /// <summary>Arguments as a command carries them.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>JSON in one line, Chinese text as it is.</returns>
    public static string ToText(JsonObject args) => args.ToJsonString(s_plainText);

    /// <summary>Puts the arguments together.</summary>
    /// <param name="text">The page's text, for what is wrong.</param>
    /// <param name="who">Who commands.</param>
    /// <param name="args">The arguments as a command carries them.</param>
    /// <returns>What is wrong, or <c>null</c>.</returns>
    public string? WhyNot(PageText text, string who, out string args)
    {
        args = "{}";
        if (HasSettings)
        {
            return WhyNotSettings(text, out args);
        }

        JsonObject members = [];
        if (Unit is not null)
        {
            if (!int.TryParse(Number, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture,
                out int number) || number < 1 || number > Most)
            {
                return text.Say("wrong.range", 1, Most);
            }

            members[Unit] = number;
        }

        if (IsEnd)
        {
            members["end"] = true;
        }

        who = who.Trim();
        if (who.Length > MaxWhoLength)
        {
            return text.Say("wrong.who-long", MaxWhoLength);
        }

        if (who.Length > 0)
        {
            members["who"] = who;
        }

        args = ToText(members);
        return NeedsWho && who.Length == 0 ? text.Say("wrong.who") : null;
    }

    private string? WhyNotSettings(PageText text, out string args)
    {
        args = "{}";
        try
        {
            if (JsonNode.Parse(Settings) is not JsonObject { Count: > 0 } settings)
            {
                return text.Say("wrong.json-object");
            }

            args = ToText(settings);
            return null;
        }
        catch (JsonException exception)
        {
            return string.IsNullOrWhiteSpace(Settings)
                ? text.Say("wrong.json-object")
                : text.Say("wrong.json", (exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1);
        }
        catch (ArgumentException)
        {
            // A member that is there twice is found only when the object is written.
            return text.Say("wrong.json-object");
        }
    }
}
