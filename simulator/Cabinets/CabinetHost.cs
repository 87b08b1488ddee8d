using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// The cabinets that run, and the technician who fits another model of AED into one of them: that cabinet is then
/// commissioned anew for the model's indicator, which is a restart of its controller.
/// </summary>
public sealed class CabinetHost : IDisposable
{
    /// <summary>The name of the input under which the AED's model is offered.</summary>
    public const string ModelInput = "aed-model";

    private readonly Func<string?, SimulatedCabinet>[] _create;
    private readonly SimulatedCabinet[] _cabinets;
    private readonly Lock _lock = new();

    /// <summary>Initializes a new instance of the <see cref="CabinetHost"/> class, no cabinet with power yet.</summary>
    /// <param name="create">At least one; each makes one cabinet for an AED profile, <c>null</c> for its configuration's own.</param>
    /// <param name="profile">The AED profile of the first at first, or <c>null</c> for its configuration's own.</param>
    public CabinetHost(IReadOnlyList<Func<string?, SimulatedCabinet>> create, string? profile)
    {
        _create = [.. create];
        _cabinets = [.. _create.Select((make, index) => make(index == 0 ? profile : null))];
    }

    /// <summary>Raised after an input or output has changed, or a cabinet itself; may come from any thread.</summary>
    public event Action? Changed;

    /// <summary>
    /// Raised after something was moved, set or broken at a cabinet: which, what, whereto, and when in milliseconds of simulated time.
    /// </summary>
    public event Action<SimulatedCabinet, string, string, long>? Moved;

    /// <summary>Gets the cabinets, in the order in which they were named.</summary>
    public IReadOnlyList<SimulatedCabinet> Cabinets => [.. _cabinets];

    /// <summary>Gets the first cabinet, which a page shows until another is chosen.</summary>
    public SimulatedCabinet First => _cabinets[0];

    /// <summary>A cabinet by its id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The cabinet, or <c>null</c> when none has that id.</returns>
    public SimulatedCabinet? Find(string? id) => Array.Find(_cabinets, cabinet => cabinet.Id == id);

    /// <summary>Gives the cabinets power.</summary>
    public void Start()
    {
        foreach (SimulatedCabinet cabinet in _cabinets)
        {
            Start(cabinet);
        }
    }

    /// <summary>Fits another model of AED. Waits until the cabinet has said goodbye and started anew.</summary>
    /// <param name="id">The cabinet's id.</param>
    /// <param name="model">The name of a profile.</param>
    /// <exception cref="UserErrorException">No such profile, or no such cabinet.</exception>
    public void Fit(string id, string model)
    {
        _ = ProfileSource.Load(model);
        lock (_lock)
        {
            int index = Array.FindIndex(_cabinets, cabinet => cabinet.Id == id);
            if (index < 0)
            {
                throw new UserErrorException($"There is no cabinet \"{id}\".", UserErrorException.WrongInput);
            }

            _cabinets[index].Changed -= OnChanged;
            _cabinets[index].Dispose();
            _cabinets[index] = _create[index](model);
            Start(_cabinets[index]);
            Moved?.Invoke(_cabinets[index], ModelInput, model, _cabinets[index].NowMs);
        }

        Changed?.Invoke();
    }

    /// <summary>Stops the cabinets on purpose, all at once.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            Parallel.ForEach(_cabinets, cabinet => cabinet.Stop());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_cabinets, cabinet => cabinet.Dispose());

    private void Start(SimulatedCabinet cabinet)
    {
        cabinet.Changed += OnChanged;
        cabinet.Moved += (input, position, atMs) => Moved?.Invoke(cabinet, input, position, atMs);
        cabinet.Start();
    }

    private void OnChanged() => Changed?.Invoke();
}
