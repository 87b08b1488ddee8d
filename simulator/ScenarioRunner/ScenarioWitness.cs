using AedCabinet.Events;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Sees every event that the cabinet makes, on its way into the outbox.</summary>
/// <param name="happened">Told each.</param>
internal sealed class ScenarioWitness(Action<CabinetEvent> happened) : IEventWitness
{
    private IEventSink? _sink;
    private IEventSource? _source;

    /// <inheritdoc/>
    public int Count => _source!.Count;

    /// <inheritdoc/>
    public int DroppedCount => _source!.DroppedCount;

    /// <inheritdoc/>
    public void Begin(IEventSink sink, IEventSource source, int boot)
    {
        _sink = sink;
        _source = source;
    }

    /// <inheritdoc/>
    public void NoteStored()
    {
    }

    /// <inheritdoc/>
    public void Add(CabinetEvent item)
    {
        _sink!.Add(item);
        happened(item);
    }

    /// <inheritdoc/>
    public bool HasWaiting(Severity severity) => _source!.HasWaiting(severity);

    /// <inheritdoc/>
    public bool TryTake(out CabinetEvent item) => _source!.TryTake(out item);

    /// <inheritdoc/>
    public void Acknowledge(CabinetEvent item) => _source!.Acknowledge(item);

    /// <inheritdoc/>
    public void Return(CabinetEvent item) => _source!.Return(item);

    /// <inheritdoc/>
    public void SetAside(CabinetEvent item) => _source!.SetAside(item);

    /// <inheritdoc/>
    public void ReturnUnacknowledged() => _source!.ReturnUnacknowledged();

    /// <inheritdoc/>
    public FlashAnswer ReadAgain(int boot, int from, int to, out CabinetEvent item) => _source!.ReadAgain(boot, from, to, out item);
}
