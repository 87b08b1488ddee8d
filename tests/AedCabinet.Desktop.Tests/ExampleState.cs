using System.Text.Json.Nodes;
using AedCabinet.Indicator;
using AedCabinet.Judgement;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Supply;
using AedCabinet.Temperature;

namespace AedCabinet.Desktop.Tests;

/// <summary>Puts a cabinet into the situation that a golden example of the <c>state</c> message shows.</summary>
internal static class ExampleState
{
    /// <summary>The state that the example tells of.</summary>
    /// <param name="example">The message.</param>
    /// <returns>The state, with the example's reasons.</returns>
    public static CabinetState From(JsonNode example)
    {
        int reasons = 0;
        for (int i = 0; i < Readiness.Count; i++)
        {
            reasons |= Has(example["reasons"], Readiness.NameOf((ReadinessReason)i)) ? 1 << i : 0;
        }

        bool Holds(ReadinessReason reason) => (reasons & (1 << (int)reason)) != 0;
        JsonNode? temperature = example["temperature"];
        return new CabinetState
        {
            Kind = KindOf(example),
            Mode = Choose(example["mode"], ["normal", "drill", "maintenance", "not-commissioned"], OperatingMode.Normal),
            IsAedDoorOpen = example["doors"]!["aed"]?.GetValue<string>() == "open",
            IsKitDoorOpen = example["doors"]!["kit"]?.GetValue<string>() == "open",
            Aed = Choose(example["aed"], ["not-fitted", "present", "absent", "unknown"], Presence.NotFitted),
            Indicator = example["indicator"] is { } indicator
                ? Enum.GetValues<IndicatorState>().Single(state => IndicatorDecoder.NameOf(state) == indicator.GetValue<string>())
                : IndicatorState.Unknown,
            Temperature = Holds(ReadinessReason.TemperatureUnknown) ? TemperatureLevel.Unknown
                : Holds(ReadinessReason.TemperatureLow) ? TemperatureLevel.Low
                : Holds(ReadinessReason.TemperatureHigh) ? TemperatureLevel.High
                : TemperatureLevel.Normal,
            InsideProbe = Choose(temperature?["health"], ["unknown", "ok", "fault"], ProbeHealth.Unknown),
            InsideDeciC = temperature?["insideDeciC"]?.GetValue<int>() ?? 0,
            OutsideProbe = temperature?["outsideDeciC"] is null ? ProbeHealth.Unknown : ProbeHealth.Ok,
            OutsideDeciC = temperature?["outsideDeciC"]?.GetValue<int>() ?? 0,
            IsHeaterOn = example["heater"]?.GetValue<bool>() ?? false,
            IsFanOn = example["fan"]?.GetValue<bool>() ?? false,
            Mains = example["mains"] is null ? MainsState.NotFitted : example["mains"]!.GetValue<string>() == "present" ? MainsState.Present
                : MainsState.Lost,
            Battery = Choose(example["battery"]?["level"], ["unknown", "ok", "low", "critical", "not-fitted"], BatteryLevel.NotFitted),
            BatteryMv = example["battery"]?["mV"]?.GetValue<int>() ?? 0,
            IsHeaterFault = Holds(ReadinessReason.HeaterFault),
            IsLongOnBattery = Holds(ReadinessReason.MainsLost),
            IsTampered = Holds(ReadinessReason.Tampered),
            IsDoorLeftOpen = Holds(ReadinessReason.DoorLeftOpen),
            NeedsInspection = Holds(ReadinessReason.NeedsInspection),
            IsInspectionDue = Holds(ReadinessReason.InspectionDue),
            ArePadsExpired = Holds(ReadinessReason.PadsExpired),
            IsAedBatteryExpired = Holds(ReadinessReason.BatteryExpired),
            IsKitExpired = Holds(ReadinessReason.KitExpired),
            IsRemovalOpen = Has(example["open"], "aed.removed"),
            IsSosOpen = Has(example["open"], "sos.pressed"),
            IsKitOpeningOpen = Has(example["open"], "kit.opened"),
            LastSeq = example["seq"]!.GetValue<int>(),
            Reasons = reasons,
        };
    }

    /// <summary>A configuration that has what the example's cabinet has.</summary>
    /// <param name="example">The message.</param>
    /// <returns>The configuration.</returns>
    public static CabinetConfiguration ConfigurationFor(JsonNode example)
    {
        CabinetConfiguration configuration = new() { Id = example["id"]!.GetValue<string>(), Kind = KindOf(example) };
        configuration.Climate.ProbeFitted = example["temperature"] is not null;
        configuration.Climate.HeaterFitted = example["heater"] is not null;
        configuration.Climate.FanFitted = example["fan"] is not null;
        configuration.IndicatorProfile.Name = example["indicator"] is null ? string.Empty : "custom";
        return example["safeMode"] is null ? configuration : configuration.ToSafeMode();
    }

    private static CabinetKind KindOf(JsonNode example) => (example["doors"]!["aed"], example["doors"]!["kit"]) switch
    {
        (not null, not null) => CabinetKind.Station,
        (null, not null) => CabinetKind.Kit,
        _ => CabinetKind.Aed,
    };

    private static bool Has(JsonNode? array, string text) => array!.AsArray().Any(item => item!.GetValue<string>() == text);

    private static T Choose<T>(JsonNode? text, string[] names, T fallback)
        where T : struct, Enum =>
        text is null ? fallback : (T)Enum.ToObject(typeof(T), Array.IndexOf(names, text.GetValue<string>()));
}
