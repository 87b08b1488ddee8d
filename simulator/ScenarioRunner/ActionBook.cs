using System.Text.Json.Nodes;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.ScenarioRunner.Phrases;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Everything that can be done in a scenario.</summary>
internal static class ActionBook
{
    private const int ShortPressMs = 500;
    private const int WindHz = 12;

    /// <summary>Gets the forms.</summary>
    public static PhraseBook<ScenarioAction> Book { get; } = Build();

    private static PhraseBook<ScenarioAction> Build()
    {
        PhraseBook<ScenarioAction> book = new(ScenarioSlots.All);
        AddHands(book);
        AddFaults(book);
        AddWeatherAndPower(book);
        AddNetwork(book);
        AddCommands(book);
        return book;
    }

    private static void AddHands(PhraseBook<ScenarioAction> book)
    {
        book.Add("move:open|close part:door|kit-door|case",
            "Moves the AED compartment's door, the kit's, or the controller's case. `open door aed` and `open door kit` say the same.",
            match => Move(
            match.Get<string>("part") switch { "door" => "door", "kit-door" => "kit-door", _ => "tamper" },
            match.Get<string>("move") == "open" ? "open" : "closed"));
        book.Add("move:open|close door which:aed|kit", "The same, naming the compartment.", match => Move(
            match.Get<string>("which") == "aed" ? "door" : "kit-door", match.Get<string>("move") == "open" ? "open" : "closed"));
        book.Add("hand:take|return aed", "Takes the AED out of its place, or puts it back.",
            match => Move("aed", match.Get<string>("hand") == "take" ? "absent" : "present"));
        book.Add("press button:sos|service [for <duration>]", "Presses a button and lets go after the time (500 ms).",
            match => Press(match.Get<string>("button"), match.Get("duration", (long)ShortPressMs)));
        book.Add("hold button:sos|service", "Presses a button until it is released.",
            match => Move(match.Get<string>("button"), "pressed"));
        book.Add("release button:sos|service", "Lets go of a button.", match => Move(match.Get<string>("button"), "released"));
        book.Add("switch state:on|off aed", "Switches the AED on or off in its place.",
            match => Move("aed-use", match.Get<string>("state") == "on" ? "switched-on" : "standby"));
    }

    private static void AddFaults(PhraseBook<ScenarioAction> book)
    {
        book.Add("aed fault:attention|dark|missed-flashes|flat-battery|ok",
            "The AED finds a fault, its lights fail, they miss one flash in five, its battery is flat, or all is well again.",
            match => Move(
            "aed-fault", match.Get<string>("fault") == "ok" ? "none" : match.Get<string>("fault")));
        book.Add("short part:heater-relay|door-contact",
            "The heater's relay shorts, so that it always heats, or the two wires of the AED door's contact touch; `mend heater` and "
                + "`mend door-contact` mend it.", match => match.Get<string>("part") == "heater-relay"
            ? Move("heater", "stuck-on")
            : Move("door-contact", "shorted"));
        book.Add("act:break|mend part:heater|door-contact",
            "Breaks the heater or the wire of the AED door's contact, or mends it.", match => Move(
            match.Get<string>("part"), match.Get<string>("act") == "break" ? "broken" : "ok"));
        book.Add("probe fault:disconnected|crc|stuck-85|frozen|ok",
            "The probe inside loses its wire, answers with wrong checks, never gets beyond its power-on value, no longer measures, or is "
                + "mended.", match => Move("probe", match.Get<string>("fault")));
        book.Add("act:cut|restore contact-supply", "The supply of the contacts fails, all of them open at once, or comes back.",
            match => CutSupply("contact-supply", match.Get<string>("act")));
        book.Add("act:cut|restore logic-supply",
            "The supply of the inputs' pull-ups (3V3) fails, so that every input reads low and the probe is dead, or comes back.",
            match => CutSupply("logic-supply", match.Get<string>("act")));
        book.Add("stray-light light:none|beacon|amber-lamp|lamps|room",
            "Light that is not the AED's reaches the photo-sensors: of the cabinet's beacon, its amber lamp, all its lamps, or of a lamp "
                + "in the room that flickers with the mains.", match => Move("stray-light", match.Get<string>("light")));
        book.Add("play light <trace> [again:repeatedly]",
            "The photo-sensors see a recording instead of the AED's own lights, once (then the light stays as it was last) or over "
                + "and over.", match => PlayLight(match.Get<string>("trace"), match.Has("again")));
        book.Add("end light", "The photo-sensors see the AED's own lights again.", _ => world => world.Physics.Lights.Play(null));
        book.Add("shake door [for <duration>]", "The wind rattles the AED door's contact (15 s), 12 times a second.",
            match => Shake(match.Get("duration", 15_000L)));
    }

    private static void AddWeatherAndPower(PhraseBook<ScenarioAction> book)
    {
        book.Add("weather <weather>", "Another day's weather, by name.", match => Move("weather", match.Get<string>("weather")));
        book.Add("outside <number> C", "Constant weather of this temperature, no sun.",
            match => world => world.Physics.Weather = Weather.Constant(match.Get<double>("number")));
        book.Add("act:cut|restore mains", "The mains fail, or come back.",
            match => Move("mains", match.Get<string>("act") == "cut" ? "lost" : "present"));
        book.Add("cut power [for <duration>]",
            "Mains and battery are cut off at once; they come back after the time, or with `restore power`.",
            match => CutPower(match.Get("duration", -1L)));
        book.Add("restore power", "The power that was cut comes back.", _ => world => world.Board.Cut(false));
        book.Add("sleep board",
            "Puts the board into deep sleep, as a battery kit's is between two reports: memory is lost; the kit's door, the SOS button or "
                + "six hours wake it.", _ => world => world.Board.Sleep());
        book.Add("crash firmware", "The firmware fails, notes why and restarts the board, as after an exception that nothing catches.",
            _ => world => world.Board.Crash());
        book.Add("hang firmware",
            "The firmware stops, and its outputs stay as they are, until the external watchdog restarts the board after 90 s.",
            _ => world => world.Board.Hang());
        book.Add("deploy configuration",
            "Puts the scenario's `cabinet.json` on the flash, as a technician does with nanoff, and starts the board anew.",
            _ => world => world.Board.Deploy(world.Setup.Configuration));
    }

    private static void AddNetwork(PhraseBook<ScenarioAction> book)
    {
        book.Add("broker state:down|up", "Nobody listens on the broker's port, or somebody does again.",
            match => world => SetBroker(world, match.Get<string>("state") == "down"));
        book.Add("restart broker [for <duration>]", "The broker is gone and back after the time (10 s); connections break.",
            match => RestartBroker(match.Get("duration", 10_000L)));
        book.Add("broker answer:silent|answering", "The broker takes connections and says nothing, or answers again.",
            match => world => world.Broker.IsSilent = match.Get<string>("answer") == "silent");
        book.Add("network state:down|up", "The place has no network, or has one again.",
            match => world => world.Network.IsDead = match.Get<string>("state") == "down");
        book.Add("lose <percent> of acknowledgements", "So many of the broker's acknowledgements get lost on their way.",
            match => world => world.Broker.LostAcknowledgements = match.Get<double>("percent"));
        book.Add("clock state:unknown|known", "Nobody tells the time and the clock is forgotten, or the time is told again.",
            match => world => world.Board.IsTimeServerDead = match.Get<string>("state") == "unknown");
        book.Add("clock wrong by sign:plus|minus <duration>",
            "The board's clock is stepped, until the time server sets it right within the hour.",
            match => world => world.Clock.ErrorMs = match.Get<long>("duration") * (match.Get<string>("sign") == "plus" ? 1 : -1));
    }

    private static void AddCommands(PhraseBook<ScenarioAction> book)
    {
        const string Arguments = " Arguments are `name=value` or one JSON object.";
        book.Add("command <command> <args>*", "The registry sends a signed command." + Arguments,
            match => world => world.Commands.Send(match.Get<string>("command"), ArgumentsOf(match)));
        book.Add("forged command <command> <args>*", "Somebody without the key sends it." + Arguments,
            match => world => world.Commands.SendForged(match.Get<string>("command"), ArgumentsOf(match)));
        book.Add("expired command <command> <args>*", "It is signed rightly and comes too late." + Arguments,
            match => world => world.Commands.SendExpired(match.Get<string>("command"), ArgumentsOf(match)));
        book.Add("foreign command <command> <args>*", "It is signed for another cabinet, with this one's key." + Arguments,
            match => world => world.Commands.SendForAnother(match.Get<string>("command"), ArgumentsOf(match)));
        book.Add("repeat command", "The latest command comes once more, byte for byte.", _ => world => world.Commands.Repeat());
        book.Add("garbled command", "Bytes that are no command.", _ => world => world.Commands.SendGarbage());
    }

    private static ScenarioAction Move(string input, string position) => world => world.Panel.Move(input, position);

    private static ScenarioAction Press(string button, long forMs) => world =>
    {
        world.Panel.Move(button, "pressed");
        world.Later(forMs, () => world.Panel.Move(button, "released"));
    };

    // Between scans that lie far apart a hand could have opened them one by one.
    private static ScenarioAction CutSupply(string supply, string act) => world =>
    {
        world.ScanNow();
        world.Panel.Move(supply, act == "cut" ? "lost" : "ok");
    };

    private static ScenarioAction Shake(long forMs) => world =>
    {
        world.Physics.Contact(CabinetContact.AedDoor).StartChatter(world.NowMs, world.NowMs + forMs, WindHz);
        world.Disturb(forMs);
    };

    private static ScenarioAction PlayLight(string file, bool isRepeated) =>
        world => world.Physics.Lights.Play(world.Setup.Traces[file], isRepeated);

    private static ScenarioAction CutPower(long forMs) => world =>
    {
        world.Board.Cut(true);
        if (forMs >= 0)
        {
            world.Later(forMs, () => world.Board.Cut(false));
        }
    };

    private static ScenarioAction RestartBroker(long forMs) => world =>
    {
        SetBroker(world, true);
        world.Later(forMs, () => SetBroker(world, false));
    };

    private static void SetBroker(ScenarioWorld world, bool isDown)
    {
        world.Broker.IsDown = isDown;
        if (isDown)
        {
            world.Broker.Break(true);
        }
    }

    private static string ArgumentsOf(PhraseMatch match)
    {
        JsonObject all = [];
        foreach (JsonObject part in match.All<JsonObject>("args"))
        {
            foreach ((string name, JsonNode? value) in part)
            {
                all[name] = value?.DeepClone();
            }
        }

        return all.ToJsonString(PlainJson.Options);
    }
}
