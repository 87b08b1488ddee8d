using System.Globalization;
using AedCabinet.Link;
using AedCabinet.State;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>The conditions of a cabinet and its surroundings that a scenario can expect.</summary>
internal static class ConditionBook
{
    // The effects of a step arrive within about half a second: only then can everything have arrived.
    private const int SettledMs = 2000;

    private static readonly string[] s_modes = ["normal", "drill", "maintenance", "not-commissioned"];
    private static readonly string[] s_indicators = ["unknown", "ready", "in-use", "attention", "dark", "conflict"];

    public static Condition Lamp(string colour) =>
        new(world => IsLit(world.Outputs, colour), world => "lamp " + LampsOf(world.Outputs), IsOnOutputs: true);

    public static Condition Output(string name, string state, Func<OutputImage, bool> isOn) => new(
        world => isOn(world.Outputs) == (state == "on"), world => $"{name} {(isOn(world.Outputs) ? "on" : "off")}", IsOnOutputs: true);

    public static Condition AmberBlinks() => new(
        world => world.AmberLamp.IsBlinking(world.NowMs),
        world => "lamp amber " + (world.AmberLamp.IsBlinking(world.NowMs) ? "blinking" : world.Outputs.LampAmber ? "steady" : "off"),
        IsOnOutputs: true);

    public static Condition BeaconFlashes() => new(
        world => world.Beacon.IsBlinking(world.NowMs),
        world => "beacon " + (world.Beacon.IsBlinking(world.NowMs) ? "flashing" : world.Outputs.Beacon ? "on" : "off"), IsOnOutputs: true);

    public static Condition Lock(bool isReleased) => new(
        world => world.Outputs.LockRelease == isReleased, world => world.Outputs.LockRelease ? "lock released" : "lock held",
        IsOnOutputs: true);

    public static Condition Ready(bool isReady, string[]? because, string[]? with) => new(
        world => world.Power == BoardPower.Running && (world.State.Reasons == 0) == isReady
            && (because is null || world.State.Reasons == BitsOf(because))
            && (with is null || (world.State.Reasons & BitsOf(with)) == BitsOf(with)),
        ReadyOf);

    public static Condition Mode(string mode) => new(
        world => s_modes[(int)world.State.Mode] == mode, world => "mode " + s_modes[(int)world.State.Mode]);

    public static Condition Indicator(string indicator) => new(
        world => s_indicators[(int)world.State.Indicator] == indicator, world => "indicator " + s_indicators[(int)world.State.Indicator]);

    public static Condition Open(string[] emergencies) => new(
        world => OpenOf(world.State).ToHashSet().SetEquals(emergencies), world => $"open [{string.Join(", ", OpenOf(world.State))}]");

    public static Condition Inside(bool isAbove, double celsius) => new(
        world => isAbove ? world.Physics.InsideC > celsius : world.Physics.InsideC < celsius,
        world => string.Create(CultureInfo.InvariantCulture, $"inside {world.Physics.InsideC:F1} C"));

    public static Condition Battery(bool isAbove, double volts) => new(
        world => isAbove ? world.Physics.BatteryMv > volts * 1000 : world.Physics.BatteryMv < volts * 1000,
        world => string.Create(CultureInfo.InvariantCulture, $"battery {world.Physics.BatteryMv / 1000.0:F2} V"));

    public static Condition Link(bool isOnline) => new(
        world => world.Link == LinkState.Online == isOnline, world => world.Link == LinkState.Online ? "link online" : "link offline");

    public static Condition Board(string power) => new(
        world => NameOf(world.Power) == power, world => "board " + NameOf(world.Power));

    public static Condition Boot(int number) =>
        new(world => world.Boot == number, world => string.Create(CultureInfo.InvariantCulture, $"boot {world.Boot}"));

    public static Condition SafeMode(bool isOn) => new(
        world => (world.Board.Boot?.Boots.IsSafeMode ?? false) == isOn,
        world => $"safe mode {(world.Board.Boot?.Boots.IsSafeMode ?? false ? "on" : "off")}");

    public static Condition AllReceived() => new(
        world => world.Power == BoardPower.Running && world.Owed == 0 && world.NowMs - world.LastEventMs >= SettledMs,
        world => world.Owed == 0 ? "all received" : string.Create(CultureInfo.InvariantCulture, $"{world.Owed} not received"));

    /// <summary>The readiness in words.</summary>
    /// <param name="world">Where.</param>
    /// <returns>Such as <c>not ready because [aed-dark]</c>.</returns>
    public static string ReadyOf(ScenarioWorld world) => world.Power != BoardPower.Running ? "board " + NameOf(world.Power)
        : world.State.Reasons == 0 ? "ready"
        : $"not ready because [{string.Join(", ", ReasonsOf(world.State.Reasons))}]";

    /// <summary>The lamps in words.</summary>
    /// <param name="outputs">The outputs.</param>
    /// <returns>Such as <c>green</c>, or <c>none</c>.</returns>
    public static string LampsOf(OutputImage outputs)
    {
        string[] lit = [.. ((string, bool)[])[("green", outputs.LampGreen), ("amber", outputs.LampAmber), ("red", outputs.LampRed)]
            is var lamps ? lamps.Where(lamp => lamp.Item2).Select(lamp => lamp.Item1) : []];
        return lit.Length == 0 ? "none" : string.Join(" and ", lit);
    }

    private static bool IsLit(OutputImage outputs, string colour) => colour switch
    {
        "green" => outputs.LampGreen && !outputs.LampRed,
        "amber" => outputs.LampAmber && !outputs.LampRed,
        "red" => outputs.LampRed && !outputs.LampGreen,
        _ => !outputs.LampGreen && !outputs.LampAmber && !outputs.LampRed,
    };

    private static IEnumerable<string> ReasonsOf(int reasons) =>
        Enumerable.Range(0, Readiness.Count).Where(reason => (reasons & (1 << reason)) != 0)
            .Select(reason => Readiness.NameOf((ReadinessReason)reason));

    private static int BitsOf(string[] names) => Enumerable.Range(0, Readiness.Count)
        .Where(reason => names.Contains(Readiness.NameOf((ReadinessReason)reason)))
        .Sum(reason => 1 << reason);

    private static IEnumerable<string> OpenOf(CabinetState state)
    {
        if (state.IsRemovalOpen)
        {
            yield return "aed.removed";
        }

        if (state.IsSosOpen)
        {
            yield return "sos.pressed";
        }

        if (state.IsKitOpeningOpen)
        {
            yield return "kit.opened";
        }
    }

    private static string NameOf(BoardPower power) => power switch
    {
        BoardPower.Running => "running",
        BoardPower.Starting => "starting",
        BoardPower.Off => "off",
        _ => "asleep",
    };
}
