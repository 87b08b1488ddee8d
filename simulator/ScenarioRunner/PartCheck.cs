using System.Text.RegularExpressions;
using AedCabinet.Settings;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Refuses actions on parts that the cabinet doesn't have: a step without any effect would prove nothing.</summary>
internal static partial class PartCheck
{
    /// <summary>Why something can't be done.</summary>
    /// <param name="phrase">The phrase of an action that is right in itself.</param>
    /// <param name="configuration">The cabinet.</param>
    /// <returns>The reason and what to do; <c>null</c> when it can be done.</returns>
    public static string? WhyNot(string phrase, CabinetConfiguration configuration) => phrase switch
    {
        _ when Kit().IsMatch(phrase) && configuration.Kind == CabinetKind.Aed =>
            "the scenario's cabinet has no kit: set  cabinet: {kind: station}  or kit",
        _ when Sos().IsMatch(phrase) && (configuration.Kind == CabinetKind.Aed || configuration.Pins.Sos < 0) =>
            "the scenario's cabinet has no SOS button: set  cabinet: {kind: station}  or kit",
        _ when Aed().IsMatch(phrase) && configuration.Kind == CabinetKind.Kit =>
            "the scenario's cabinet has no AED: set  cabinet: {kind: aed}  or station",
        _ when Probe().IsMatch(phrase) && !configuration.Climate.ProbeFitted =>
            "the scenario's cabinet has no probe: set climate.probeFitted",
        _ when phrase == "sleep board" && configuration.Kind != CabinetKind.Kit =>
            "only the board of a kit sleeps: set  cabinet: {kind: kit}",
        _ => null,
    };

    [GeneratedRegex("^(open|close) (kit-door|door kit)$")]
    private static partial Regex Kit();

    [GeneratedRegex("^(press|hold|release) sos")]
    private static partial Regex Sos();

    [GeneratedRegex(
        "^((open|close) door( aed)?$|(take|return) aed|switch |aed |shake door|stray-light |(break|mend) door-contact|(play|end) light)")]
    private static partial Regex Aed();

    [GeneratedRegex("^probe ")]
    private static partial Regex Probe();
}
