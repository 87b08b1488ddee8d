namespace AedCabinet.Simulator.ScenarioRunner.Recording;

/// <summary>What a movement of <see cref="Cabinets.CabinetInputs"/> is called in a scenario.</summary>
internal static class ActionPhrases
{
    /// <summary>The phrase for a movement.</summary>
    /// <param name="input">What was moved.</param>
    /// <param name="position">Whereto.</param>
    /// <returns>The phrase; <c>null</c> for what no scenario can say.</returns>
    public static string? Of(string input, string position) => (input, position) switch
    {
        ("door", _) => $"{Verb(position)} door aed",
        ("kit-door", _) => $"{Verb(position)} door kit",
        ("tamper", _) => $"{Verb(position)} case",
        ("aed", _) => position == "present" ? "return aed" : "take aed",
        ("sos" or "service", _) => $"{(position == "pressed" ? "hold" : "release")} {input}",
        ("mains", _) => position == "present" ? "restore mains" : "cut mains",
        ("heater", "stuck-on") => "short heater-relay",
        ("heater", _) => position == "ok" ? "mend heater" : "break heater",
        ("probe", _) => $"probe {position}",
        ("aed-fault", _) => $"aed {(position == "none" ? "ok" : position)}",
        ("aed-use", _) => position == "standby" ? "switch off aed" : "switch on aed",
        ("door-contact", "chattering") => "shake door",
        ("door-contact", "shorted") => "short door-contact",
        ("door-contact", _) => position == "ok" ? "mend door-contact" : "break door-contact",
        ("contact-supply", _) => position == "ok" ? "restore contact-supply" : "cut contact-supply",
        ("logic-supply", _) => position == "ok" ? "restore logic-supply" : "cut logic-supply",
        ("stray-light", _) => $"stray-light {position}",
        ("weather", _) => $"weather {position}",
        _ => null,
    };

    private static string Verb(string position) => position == "open" ? "open" : "close";
}
