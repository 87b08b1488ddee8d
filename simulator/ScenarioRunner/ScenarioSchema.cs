using System.Text.Json.Nodes;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.ScenarioRunner.Phrases;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>The JSON Schema of scenario files, by which editors complete and check them; made of the forms themselves.</summary>
public static class ScenarioSchema
{
    /// <summary>Makes the schema.</summary>
    /// <returns>JSON Schema 2020-12 as text.</returns>
    public static string Text() => Root().ToJsonString(PlainJson.Indented) + "\n";

    private static JsonObject Root() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$id"] = "https://aed-cabinet.invalid/scenario.schema.json",
        ["title"] = "AED cabinet scenario",
        ["type"] = "object",
        ["required"] = new JsonArray("name", "steps"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["name"] = Described("What it is about, one line.", Typed("string")),
            ["about"] = Described("What it shows and why.", Typed("string")),
            ["seed"] = Described("The seed of everything random (1).", Typed("integer")),
            ["start"] = Described("The local date and time at which it begins (2026-01-12 09:00).",
                new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(:[0-9]{2})?$" }),
            ["cabinet"] = Cabinet(),
            ["weather"] = Weathers(),
            ["inside"] = Described("The temperature in the box at the beginning, °C (15).", Typed("number")),
            ["box"] = Described("What the box is made of.", Closed(new JsonObject
            {
                ["glassFront"] = Described("The whole front is glass.", Typed("boolean")),
                ["heaterWatts"] = Described("The heater's power (60).", Typed("number")),
            })),
            ["until"] = Described("It runs at least until then.", Reference("duration")),
            ["steps"] = Described("What is done and expected, in the order of time.",
                new JsonObject
                {
                    ["type"] = "array",
                    ["minItems"] = 1,
                    ["items"] = Reference("step"),
                    ["contains"] = Reference("expecting")
                }),
        },
        ["$defs"] = new JsonObject
        {
            ["duration"] = new JsonObject
            {
                ["type"] = "string",
                ["pattern"] = $"^{ScenarioTime.Pattern}$",
                ["examples"] = new JsonArray("100ms", "5s", "2m30s", "24h")
            },
            ["step"] = Step(),
            ["expecting"] = new JsonObject
            {
                ["description"] = "A step, or one of those that it repeats, expects something.",
                ["type"] = "object",
                ["anyOf"] = new JsonArray(
                    new JsonObject { ["required"] = new JsonArray("expect") },
                    new JsonObject
                    {
                        ["required"] = new JsonArray("steps"),
                        ["properties"] = new JsonObject
                        {
                            ["steps"] = new JsonObject
                            {
                                ["type"] = "array",
                                ["contains"] = Reference("expecting")
                            }
                        }
                    }),
            },
            ["repetition"] = Phrases(Repetition.Book.Forms),
            ["action"] = Phrases(ActionBook.Book.Forms),
            ["expectation"] = Phrases(ExpectationBook.Book.Forms),
        },
    };

    private static JsonObject Cabinet() => Described(
        "The cabinet; without it the demonstration cabinet with its AED, battery and both probes.", Closed(new JsonObject
        {
            ["kind"] = Described("What the enclosure holds (aed).", Choice(["aed", "kit", "station"])),
            ["profile"] = Described("The AED's indicator profile (philips-hs1).", Choice(ProfileSource.Names)),
            ["configuration"] = Described("A cabinet.json to begin with, beside the scenario.", Typed("string")),
            ["settings"] = Described("Sections of cabinet.json with the members to change; null takes one away.", Typed("object")),
            ["empty"] = Described("The board has no cabinet.json until `deploy configuration`.", Typed("boolean")),
        }));

    private static JsonObject Weathers() => Described("The weather (indoor: 20 °C).", new JsonObject
    {
        ["anyOf"] = new JsonArray(
            Choice(["indoor", .. Weather.ShippedNames]),
            Closed(new JsonObject
            {
                ["outside"] = Described("°C", Typed("number")),
                ["sun"] = Described("On the front, W/m².", Typed("number")),
                ["wind"] = Described("m/s", Typed("number")),
            })),
    });

    private static JsonObject Step()
    {
        JsonObject step = Closed(new JsonObject
        {
            ["at"] = Described("When, since the scenario began.", Reference("duration")),
            ["after"] = Described("When, since the step before.", Reference("duration")),
            ["do"] = Described("What is done.", OneOrMore("action")),
            ["expect"] = Described("What is expected from then on.", OneOrMore("expectation")),
            ["repeat"] = Described("How often it is done.", Reference("repetition")),
            ["steps"] = Described("Steps that are repeated together, each with after.",
                new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = Reference("step") }),
        });
        step["oneOf"] = new JsonArray(new JsonObject { ["required"] = new JsonArray("at") },
            new JsonObject { ["required"] = new JsonArray("after") });
        step["anyOf"] = new JsonArray(
            new JsonObject { ["required"] = new JsonArray("do") },
            new JsonObject { ["required"] = new JsonArray("expect") },
            new JsonObject
            {
                ["required"] = new JsonArray("steps", "repeat"),
                ["not"] = new JsonObject
                {
                    ["anyOf"] = new JsonArray(new JsonObject { ["required"] = new JsonArray("do") },
                    new JsonObject { ["required"] = new JsonArray("expect") })
                }
            });
        return step;
    }

    private static JsonObject OneOrMore(string definition) => new()
    {
        ["anyOf"] = new JsonArray(Reference(definition),
            new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = Reference(definition) }),
    };

    private static JsonObject Phrases(IEnumerable<PhraseForm> forms) => new()
    {
        ["type"] = "string",
        ["anyOf"] = new JsonArray([.. forms.Select(form => new JsonObject
        {
            ["title"] = new PhraseRow(form.Text, string.Empty, form.Meaning).Display,
            ["description"] = form.Meaning,
            ["pattern"] = form.Pattern,
            ["examples"] = new JsonArray(form.Example),
        })]),
    };

    private static JsonObject Closed(JsonObject properties) =>
        new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };

    private static JsonObject Choice(IEnumerable<string> words) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) };

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static JsonObject Reference(string definition) => new() { ["$ref"] = "#/$defs/" + definition };

    private static JsonObject Described(string description, JsonObject schema)
    {
        schema.Insert(0, "description", description);
        return schema;
    }
}
