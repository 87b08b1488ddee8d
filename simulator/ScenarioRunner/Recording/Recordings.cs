using AedCabinet.Contract;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Mqtt;

namespace AedCabinet.Simulator.ScenarioRunner.Recording;

/// <summary>Records what is done to the cabinets of a run, one recording a cabinet at a time.</summary>
public sealed class Recordings : IDisposable
{
    private readonly CabinetHost _cabinets;
    private readonly MessageObserver _observer;
    private readonly SimulatedTime _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CabinetRecording> _running = [];
    private readonly Dictionary<string, string> _ended = [];

    /// <summary>Initializes a new instance of the <see cref="Recordings"/> class.</summary>
    /// <param name="cabinets">The cabinets.</param>
    /// <param name="observer">What goes over MQTT.</param>
    /// <param name="time">The time of the run.</param>
    public Recordings(CabinetHost cabinets, MessageObserver observer, SimulatedTime time)
    {
        _cabinets = cabinets;
        _observer = observer;
        _time = time;
        _cabinets.Moved += OnMoved;
        _observer.Received += OnReceived;
    }

    /// <summary>Raised after a recording has begun or ended.</summary>
    public event Action? Changed;

    /// <summary>Begins to record a cabinet; a recording of it that runs is dropped.</summary>
    /// <param name="id">The cabinet's id.</param>
    /// <returns><c>false</c> when there is no such cabinet.</returns>
    public bool Begin(string id)
    {
        if (_cabinets.Find(id) is not { } cabinet)
        {
            return false;
        }

        CabinetRecording recording = new(cabinet, _time, _observer.Latest(cabinet.Topics.State));
        lock (_lock)
        {
            _running[id] = recording;
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>What a running recording has so far.</summary>
    /// <param name="id">The cabinet's id.</param>
    /// <returns>The scenario's text as it would be now; <c>null</c> when none runs.</returns>
    public string? SoFar(string id) => Find(id) is { } recording ? RecordedScenario.Of(recording) : null;

    /// <summary>How many things were done so far.</summary>
    /// <param name="id">The cabinet's id.</param>
    /// <returns>The number; <c>null</c> when no recording runs.</returns>
    public int? CountOf(string id) => Find(id)?.Steps.Count;

    /// <summary>Ends a recording.</summary>
    /// <param name="id">The cabinet's id.</param>
    /// <returns>The scenario's text; <c>null</c> when none ran.</returns>
    public string? End(string id)
    {
        string text;
        lock (_lock)
        {
            if (!_running.Remove(id, out CabinetRecording? recording))
            {
                return null;
            }

            text = RecordedScenario.Of(recording);
            _ended[id] = text;
        }

        Changed?.Invoke();
        return text;
    }

    /// <summary>Whether a recording of a cabinet has ended in this run.</summary>
    /// <param name="id">The cabinet's id.</param>
    /// <returns><c>true</c> when one has.</returns>
    public bool HasEnded(string id) => Latest(id) is not null;

    /// <summary>The latest recording that has ended.</summary>
    /// <param name="id">The cabinet's id.</param>
    /// <returns>The scenario's text; <c>null</c> when there is none.</returns>
    public string? Latest(string id)
    {
        lock (_lock)
        {
            return _ended.GetValueOrDefault(id);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cabinets.Moved -= OnMoved;
        _observer.Received -= OnReceived;
    }

    private void OnMoved(SimulatedCabinet cabinet, string input, string position, long atMs) =>
        Find(cabinet.Id)?.NoteMove(input, position, atMs);

    private void OnReceived(ObservedMessage message) => Find(message.Cabinet)?.NoteMessage(message);

    private CabinetRecording? Find(string id)
    {
        lock (_lock)
        {
            return _running.GetValueOrDefault(id);
        }
    }
}
