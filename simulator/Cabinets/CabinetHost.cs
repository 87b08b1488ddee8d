namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// The cabinet on show, and the technician who fits another model of AED into it: the cabinet is then commissioned anew for
/// that model's indicator, which is a restart of its controller.
/// </summary>
/// <param name="create">Makes a cabinet, without power yet, for an AED profile; <c>null</c> for the configuration's own.</param>
/// <param name="profile">The AED profile at first, or <c>null</c> for the configuration's own.</param>
public sealed class CabinetHost(Func<string?, SimulatedCabinet> create, string? profile) : IDisposable
{
    /// <summary>The name of the input under which the AED's model is offered.</summary>
    public const string ModelInput = "aed-model";

    private readonly Lock _lock = new();

    /// <summary>Raised after an input or output has changed, or the cabinet itself; may come from any thread.</summary>
    public event Action? Changed;

    /// <summary>Gets the cabinet.</summary>
    public SimulatedCabinet Current { get; private set; } = create(profile);

    /// <summary>Gets the AED profile fitted.</summary>
    public string Model => Current.Profile;

    /// <summary>Gives the cabinet power.</summary>
    public void Start()
    {
        Current.Changed += OnChanged;
        Current.Start();
    }

    /// <summary>Fits another model of AED. Waits until the cabinet has said goodbye and started anew.</summary>
    /// <param name="model">The name of a profile.</param>
    /// <exception cref="SimulatorException">No such profile.</exception>
    public void Fit(string model)
    {
        _ = ProfileSource.Load(model);
        lock (_lock)
        {
            Current.Changed -= OnChanged;
            Current.Dispose();
            Current = create(model);
            Start();
        }

        Changed?.Invoke();
    }

    /// <summary>Stops the cabinet on purpose.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            Current.Stop();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Current.Dispose();

    private void OnChanged() => Changed?.Invoke();
}
