using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.State;

namespace AedCabinet.Simulator.Web.Pictures;

/// <summary>A cabinet at one moment, as the page shows it.</summary>
/// <param name="Cabinet">The cabinet.</param>
/// <param name="Inputs">Where everything is that can be moved, set or broken.</param>
/// <param name="Outputs">What the firmware drives.</param>
/// <param name="Physical">What a look and a thermometer would show.</param>
/// <param name="State">What the firmware makes of it; <c>null</c> until it has begun.</param>
public sealed record CabinetPicture(
    SimulatedCabinet Cabinet,
    IReadOnlyDictionary<string, string> Inputs,
    IReadOnlyDictionary<string, string> Outputs,
    PhysicalPicture Physical,
    CabinetState? State)
{
    /// <summary>Gets a value indicating whether there is a compartment for an AED.</summary>
    public bool HasAed => Cabinet.Kind != CabinetKind.Kit;

    /// <summary>Gets a value indicating whether there is a compartment for a first-aid kit.</summary>
    public bool HasKit => Cabinet.Kind != CabinetKind.Aed;

    /// <summary>Gets a value indicating whether there is an SOS button.</summary>
    public bool HasSos => Cabinet.Kind == CabinetKind.Station;

    /// <summary>Gets why a bystander can't rely on the cabinet, by name, in the firmware's order.</summary>
    public IReadOnlyList<string> Reasons => State is null
        ? []
        : [.. Enumerable.Range(0, Readiness.Count).Where(reason => (State.Reasons & (1 << reason)) != 0)
            .Select(reason => Readiness.NameOf((ReadinessReason)reason))];

    /// <summary>Gets the emergencies that nobody has taken care of yet, by the name of their event.</summary>
    public IReadOnlyList<string> OpenEmergencies => State is null
        ? []
        :
        [
            .. State.IsRemovalOpen ? [EventCatalog.NameOf(EventKind.AedRemoved)] : Array.Empty<string>(),
            .. State.IsSosOpen ? [EventCatalog.NameOf(EventKind.SosPressed)] : Array.Empty<string>(),
            .. State.IsKitOpeningOpen ? [EventCatalog.NameOf(EventKind.KitOpened)] : Array.Empty<string>(),
        ];

    /// <summary>Takes a picture.</summary>
    /// <param name="cabinet">The cabinet.</param>
    /// <returns>The picture.</returns>
    public static CabinetPicture Take(SimulatedCabinet cabinet)
    {
        // A boot has judged nothing before its first event, and a picture without reasons would say "ready".
        CabinetState state = cabinet.State;
        return new CabinetPicture(cabinet, cabinet.Inputs, cabinet.Outputs, cabinet.Physical, state.LastSeq > 0 ? state : null);
    }

    /// <summary>Whether something is at a position.</summary>
    /// <param name="input">One of <see cref="CabinetInputs.Positions"/>.</param>
    /// <param name="position">One of its positions.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Is(string input, string position) => Inputs[input] == position;

    /// <summary>Whether an output is on.</summary>
    /// <param name="output">One of <see cref="SimulatedCabinet.Outputs"/>.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool IsOn(string output) => Outputs[output] == "on";
}
