using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Centre.Tests.Map;

/// <summary>A centre that knows what a test gives it.</summary>
internal sealed class StillOffice : IRegistryOffice
{
    /// <summary>The time there.</summary>
    public static readonly DateTimeOffset At = new(2026, 11, 30, 12, 0, 0, TimeSpan.FromHours(8));

    private Dictionary<string, CabinetRecord> _cabinets = [];

    public event Action? Changed;

    public TimeSpan Pace => TimeSpan.Zero;

    public DateTimeOffset Now => At;

    public CommandDesk Desk => throw new NotSupportedException();

    public EmergencyDesk Emergencies => throw new NotSupportedException();

    public bool SendsCommands => false;

    public long Doubles => 0;

    public long SetAsideCount => 0;

    public IReadOnlyList<SetAsideMessage> SetAside => [];

    public IntakeTrouble? Trouble => null;

    public RegistryStanding? Standing => null;

    /// <summary>A cabinet with an AED, ready, for everybody at any hour unless a test says otherwise.</summary>
    public static CabinetRecord Cabinet(string id, double? latitude, double? longitude, CabinetStatus status = CabinetStatus.Ready,
        string hours = "24/7", string prefecture = "1501", string kind = "aed", bool isOpen = false) => new()
        {
            Topic = new CabinetTopic($"aed/v1/{prefecture}/{prefecture}02/health/{id}", prefecture, prefecture + "02", "health", id,
                "state"),
            About = new ReportedAbout
            {
                Boot = 1,
                Kind = kind,
                Name = "柜" + id,
                Latitude = latitude,
                Longitude = longitude,
                Access = "yes",
                Hours = hours,
                IsIndoor = true,
                ContactPhone = "+86 471 000 0000",
            },
            Status = status,
            Open = isOpen ? [new OpenEmergency(id, "aed.removed", At, true)] : [],
        };

    public void Know(params CabinetRecord[] cabinets)
    {
        _cabinets = cabinets.ToDictionary(cabinet => cabinet.Id);
        Changed?.Invoke();
    }

    public IReadOnlyList<CabinetRecord> Cabinets() => [.. _cabinets.Values];

    public CabinetRecord? Find(string id) => _cabinets.GetValueOrDefault(id);

    public EventPage Events(EventFilter filter, int skip, int count) => new([], 0);
}
