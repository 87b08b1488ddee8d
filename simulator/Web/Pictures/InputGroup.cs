using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Web.Pictures;

/// <summary>Inputs that belong together, for a page on which a person has to find one.</summary>
/// <param name="Name">Its name; its words are those of <c>group.</c> and this name.</param>
/// <param name="Inputs">Some of <see cref="CabinetInputs.Positions"/>.</param>
public sealed record InputGroup(string Name, IReadOnlyList<string> Inputs)
{
    private static readonly InputGroup[] s_known =
    [
        new("hands", ["door", "door-contact", "aed", "kit-door", "sos", "service", "tamper", "contact-supply", "logic-supply"]),
        new("climate", ["weather", "heater", "probe"]),
        new("aed", [CabinetHost.ModelInput, "aed-fault", "aed-use", "stray-light"]),
        new("power", ["mains"]),
    ];

    private static readonly string[] s_ofAed = ["door", "door-contact", "aed", CabinetHost.ModelInput, "aed-fault", "aed-use",
        "stray-light", "logic-supply"];

    private static readonly string[] s_ofKit = ["kit-door"];

    private static readonly string[] s_ofStation = ["sos"];

    /// <summary>The groups of a kind of cabinet. An input that no group names yet is in one of its own, so that none is missing.</summary>
    /// <param name="kind">What the enclosure holds.</param>
    /// <returns>The groups that have an input.</returns>
    public static IReadOnlyList<InputGroup> Of(CabinetKind kind)
    {
        string[] others = [.. CabinetInputs.Positions.Keys.Except(s_known.SelectMany(group => group.Inputs))];
        return
        [
            .. s_known.Append(new InputGroup("other", others))
                .Select(group => group with { Inputs = [.. group.Inputs.Where(input => Has(kind, input))] })
                .Where(group => group.Inputs.Count > 0),
        ];
    }

    /// <summary>Whether something is not as it should be. Any weather is as it should be.</summary>
    /// <param name="input">One of <see cref="CabinetInputs.Positions"/>.</param>
    /// <param name="position">Where it is.</param>
    /// <returns><c>true</c> when it is not.</returns>
    public static bool IsAbnormal(string input, string position) => input != "weather" && position != CabinetInputs.Positions[input][0];

    private static bool Has(CabinetKind kind, string input) =>
        !(kind == CabinetKind.Kit && s_ofAed.Contains(input))
        && !(kind == CabinetKind.Aed && s_ofKit.Contains(input))
        && !(kind != CabinetKind.Station && s_ofStation.Contains(input));
}
