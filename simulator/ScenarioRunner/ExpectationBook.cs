using AedCabinet.Simulator.ScenarioRunner.Phrases;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Everything that can be expected in a scenario.</summary>
internal static class ExpectationBook
{
    private const string Between = " between <from:duration> and <to:duration>";
    private static readonly string[] s_happensWhen = [" within <within:duration>", Between];
    private static readonly string[] s_neverWhen = [" for <for:duration>", " until <until:duration>", Between];
    private static readonly string[] s_holdsWhen = [" [within <within:duration>] [for <for:duration>]", " until <until:duration>", Between];

    /// <summary>Makes an expectation for a step.</summary>
    /// <param name="line">Its line in the file.</param>
    /// <param name="stepMs">The step's time, in milliseconds since the scenario began.</param>
    /// <returns>The expectation.</returns>
    /// <exception cref="PhraseException">Its time makes no sense for that step.</exception>
    public delegate Expectation Maker(int line, long stepMs);

    /// <summary>Gets the forms.</summary>
    public static PhraseBook<Func<string, Maker>> Book { get; } = Build();

    private static PhraseBook<Func<string, Maker>> Build()
    {
        PhraseBook<Func<string, Maker>> book = new(ScenarioSlots.All);
        AddEvents(book);
        AddMessages(book);
        AddSounds(book);
        AddOutputs(book);
        AddStates(book);
        AddSurroundings(book);
        return book;
    }

    private static void AddEvents(PhraseBook<Func<string, Maker>> book)
    {
        Happens(book, OccurrenceSource.Event, "event <name:event> [severity <severity>] <field>* [<times:count> times]",
            "The cabinet makes an event, with these members of `data` (and `severity`, `drill`, `maintenance`); with a number of times, "
                + "exactly so often.", match => match.Get<string>("name"));
        InOrder(book, OccurrenceSource.Event, "event <name:event> <field>* then <next:event> <after:field>*",
            "The cabinet makes the first event and after it the second, which has not come before.",
            match => (match.Get<string>("name"), match.Get<string>("next")));
        Happens(book, OccurrenceSource.Event, "event severity <severity> <field>* [<times:count> times]",
            "The cabinet makes an event of this severity.", _ => null);
        Never(book, OccurrenceSource.Event, "no event <name:event> [severity <severity>] <field>*", "The cabinet does not make that event.",
            match => match.Get<string>("name"));
        Never(book, OccurrenceSource.Event, "no event severity <severity> <field>*",
            "The cabinet makes no event as severe as this, or more.", _ => null);
        Never(book, OccurrenceSource.Event, "no event", "The cabinet makes no event at all.", _ => null);
    }

    private static void AddMessages(PhraseBook<Func<string, Maker>> book)
    {
        Happens(book, OccurrenceSource.Received, "received event <name:event> <field>* [<times:count> times]",
            "The event arrives at the registry.", _ => "event", match => [new WantedMember("event", match.Get<string>("name"))]);
        InOrder(book, OccurrenceSource.Received, "received event <name:event> <field>* then <next:event> <after:field>*",
            "The first event arrives at the registry and after it the second, which has not arrived before.", _ => ("event", "event"),
            isNamedByField: true);
        Happens(book, OccurrenceSource.Received, "received message:online|about|state|telemetry|reply <field>* [<times:count> times]",
            "A message arrives at the registry, with these members.", match => match.Get<string>("message"));
        Never(book, OccurrenceSource.Received, "no received message:online|about|state|event|telemetry|reply <field>*",
            "No such message arrives at the registry.", match => match.Get<string>("message"));
        Happens(book, OccurrenceSource.Received, "reply <code> [to <command>] <field>*",
            "A reply with this code arrives, to the command of that name.", _ => "reply", ReplyFields);
        Never(book, OccurrenceSource.Received, "no reply [<code>] <field>*", "No reply arrives, or none with this code.", _ => "reply",
            match => match.Has("code") ? ReplyFields(match) : []);
    }

    private static void AddSounds(PhraseBook<Func<string, Maker>> book)
    {
        Happens(book, OccurrenceSource.Heard, "hear pattern:rescue|locate|left-open|fault [<times:count> times]",
            "A burst of the sounder is over, and its rhythm is that of SPEC §9.", match => match.Get<string>("pattern"));
        Never(book, OccurrenceSource.Heard, "hear no pattern:rescue|locate|left-open|fault", "No burst of that rhythm is heard.",
            match => match.Get<string>("pattern"));
        Never(book, OccurrenceSource.Heard, "hear nothing", "No burst of the sounder ends.", _ => null);
    }

    private static void AddOutputs(PhraseBook<Func<string, Maker>> book)
    {
        Holds(book, "lamp colour:green|amber|red|none", "This lamp is lit and no other (amber beside green while it blinks).",
            match => ConditionBook.Lamp(match.Get<string>("colour")));
        Holds(book, "lamp amber blinking", "The amber lamp blinks: no link for ten minutes.", _ => ConditionBook.AmberBlinks());
        Holds(book, "sounder state:on|off", "The sounder is driven now, or not: it pulses while an alarm sounds, see `hear`.",
            match => ConditionBook.Output("sounder", match.Get<string>("state"), outputs => outputs.Sounder));
        Holds(book, "beacon state:on|off", "The beacon is lit in this moment, or not.",
            match => ConditionBook.Output("beacon", match.Get<string>("state"), outputs => outputs.Beacon));
        Holds(book, "beacon flashing", "The beacon flashes.", _ => ConditionBook.BeaconFlashes());
        Holds(book, "heater state:on|off", "The heater is driven.",
            match => ConditionBook.Output("heater", match.Get<string>("state"), outputs => outputs.HeaterOn));
        Holds(book, "fan state:on|off", "The fan is driven.",
            match => ConditionBook.Output("fan", match.Get<string>("state"), outputs => outputs.FanOn));
        Holds(book, "inhibit state:on|off", "The sounder's gate is held shut (SPEC §9).",
            match => ConditionBook.Output("inhibit", match.Get<string>("state"), outputs => outputs.SounderInhibit));
        Holds(book, "lock state:released|held", "The lock is released.",
            match => ConditionBook.Lock(match.Get<string>("state") == "released"));
    }

    private static void AddStates(PhraseBook<Func<string, Maker>> book)
    {
        Holds(book, "state ready value:true|false [because <reasons>] [with <with:reasons>]",
            "Readiness; `because`: for exactly these reasons, `with`: for at least these.", match => ConditionBook.Ready(
            match.Get<string>("value") == "true", match.Get<string[]?>("reasons", null), match.Get<string[]?>("with", null)));
        Holds(book, "state mode mode:normal|drill|maintenance|not-commissioned", "The mode.",
            match => ConditionBook.Mode(match.Get<string>("mode")));
        Holds(book, "state open <emergencies>", "Exactly these emergencies are open; `[]` for none.",
            match => ConditionBook.Open(match.Get<string[]>("emergencies")));
        Holds(book, "state indicator indicator:unknown|ready|in-use|attention|dark|conflict", "What the AED's own light is read as.",
            match => ConditionBook.Indicator(match.Get<string>("indicator")));
    }

    private static void AddSurroundings(PhraseBook<Func<string, Maker>> book)
    {
        Holds(book, "inside side:above|below <number> C", "The temperature of the air in the box, as it really is.",
            match => ConditionBook.Inside(match.Get<string>("side") == "above", match.Get<double>("number")));
        Holds(book, "battery side:above|below <number> V", "The battery's voltage.",
            match => ConditionBook.Battery(match.Get<string>("side") == "above", match.Get<double>("number")));
        Holds(book, "link link:online|offline", "The cabinet has its session with the broker, or has not.",
            match => ConditionBook.Link(match.Get<string>("link") == "online"));
        Holds(book, "board power:running|starting|off|asleep", "Whether the board runs.",
            match => ConditionBook.Board(match.Get<string>("power")));
        Holds(book, "boot <count>", "The number of the latest boot.", match => ConditionBook.Boot(match.Get<int>("count")));
        Holds(book, "safe mode mode:on|off", "The board runs in safe mode (SPEC §12).",
            match => ConditionBook.SafeMode(match.Get<string>("mode") == "on"));
        Holds(book, "all events received",
            "The board runs, nothing has happened for 2 s, and every event that the cabinet made has arrived at the registry.",
            _ => ConditionBook.AllReceived());
    }

    private static void Happens(PhraseBook<Func<string, Maker>> book, OccurrenceSource source, string form, string meaning,
        Func<PhraseMatch, string?> name, Func<PhraseMatch, WantedMember[]>? fields = null)
    {
        book.Add(form, "by when", s_happensWhen, meaning,
            match => Occurs(source, match, name(match), fields?.Invoke(match) ?? [], isUnwanted: false));
    }

    private static void InOrder(PhraseBook<Func<string, Maker>> book, OccurrenceSource source, string form, string meaning,
        Func<PhraseMatch, (string First, string Next)> names, bool isNamedByField = false)
    {
        book.Add(form, "by when", s_happensWhen, meaning, match =>
        {
            (string first, string next) = names(match);
            WantedOccurrence Wanted(string name, string place, string fields) => new(source, name)
            {
                Fields = [.. isNamedByField ? [new WantedMember("event", match.Get<string>(place))] : Array.Empty<WantedMember>(),
                    .. match.All<WantedMember>(fields)],
            };
            return text =>
                (line, stepMs) => new OrderExpectation(text, line, stepMs, WindowOf(match, stepMs), Wanted(first, "name", "field"),
                    Wanted(next, "next", "after"));
        });
    }

    private static void Never(PhraseBook<Func<string, Maker>> book, OccurrenceSource source, string form, string meaning,
        Func<PhraseMatch, string?> name, Func<PhraseMatch, WantedMember[]>? fields = null)
    {
        book.Add(form, "for how long", s_neverWhen, meaning,
            match => Occurs(source, match, name(match), fields?.Invoke(match) ?? [], isUnwanted: true));
    }

    private static void Holds(PhraseBook<Func<string, Maker>> book, string form, string meaning, Func<PhraseMatch, Condition> condition)
    {
        book.Add(form, "when", s_holdsWhen, meaning, match =>
        {
            Condition wanted = condition(match);
            return text => (line, stepMs) => new ConditionExpectation(text, line, stepMs, WindowOf(match, stepMs), wanted);
        });
    }

    private static Func<string, Maker> Occurs(OccurrenceSource source, PhraseMatch match, string? name, WantedMember[] fields,
        bool isUnwanted)
    {
        WantedOccurrence wanted = new(source, name)
        {
            Fields = [.. fields, .. match.All<WantedMember>("field")],
            Severity = match.Get<string?>("severity", null),
            Times = match.Has("times") ? match.Get<int>("times") : null,
            IsUnwanted = isUnwanted,
        };
        return text => (line, stepMs) => new OccurrenceExpectation(text, line, stepMs, WindowOf(match, stepMs), wanted);
    }

    private static WantedMember[] ReplyFields(PhraseMatch match) => match.Has("command")
        ? [new WantedMember("code", match.Get<string>("code")), new WantedMember("name", match.Get<string>("command"))]
        : [new WantedMember("code", match.Get<string>("code"))];

    private static Window WindowOf(PhraseMatch match, long stepMs)
    {
        if (match.Has("from"))
        {
            long fromMs = match.Get<long>("from");
            long toMs = match.Get<long>("to");
            return toMs > fromMs
                ? new Window(fromMs, fromMs, toMs - fromMs)
                : throw new PhraseException(0,
                    $"between: {ScenarioTime.Format(fromMs)} is not before {ScenarioTime.Format(toMs)}; both count from the step");
        }

        if (match.Has("until"))
        {
            long untilMs = match.Get<long>("until");
            return untilMs > stepMs
                ? new Window(0, 0, untilMs - stepMs)
                : throw new PhraseException(0,
                    $"until: {ScenarioTime.Format(untilMs)} is not after the step, which is at {ScenarioTime.Format(stepMs)}; it counts "
                        + $"since the scenario began (for counts from the step)");
        }

        return new Window(0, match.Get("within", 0L), match.Get("for", 0L));
    }
}
