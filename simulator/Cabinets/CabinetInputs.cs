using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// Everything about a simulated cabinet that a tester can move, set or break, by name: what the page's controls and the
/// HTTP API offer. Acts on the physics; the firmware only sees what follows from it.
/// </summary>
public sealed class CabinetInputs
{
    private const int WindMs = 15_000;
    private const double WindHz = 12;

    private static readonly Dictionary<string, string[]> s_positions = new()
    {
        ["door"] = ["closed", "open"],
        ["aed"] = ["present", "absent"],
        ["kit-door"] = ["closed", "open"],
        ["sos"] = ["released", "pressed"],
        ["service"] = ["released", "pressed"],
        ["tamper"] = ["closed", "open"],
        ["mains"] = ["present", "lost"],
        ["heater"] = ["ok", "broken", "stuck-on"],
        ["probe"] = ["ok", "disconnected", "crc", "stuck-85", "frozen"],
        ["aed-fault"] = ["none", "attention", "dark", "missed-flashes", "flat-battery"],
        ["aed-use"] = ["standby", "switched-on"],
        ["door-contact"] = ["ok", "chattering", "broken", "shorted"],
        ["contact-supply"] = ["ok", "lost"],
        ["logic-supply"] = ["ok", "lost"],
        ["stray-light"] = ["none", "beacon", "amber-lamp", "lamps", "room"],
        ["weather"] = ["indoor", .. Weather.ShippedNames],
    };

    private readonly CabinetPhysics _physics;
    private readonly SimulatedDs18b20 _probe;
    private readonly Dictionary<string, string> _values;

    /// <summary>Initializes a new instance of the <see cref="CabinetInputs"/> class, everything at its first position.</summary>
    /// <param name="physics">The physical side.</param>
    /// <param name="probe">The temperature probe.</param>
    /// <param name="weather">The name of the weather that the physics began with.</param>
    public CabinetInputs(CabinetPhysics physics, SimulatedDs18b20 probe, string weather)
    {
        _physics = physics;
        _probe = probe;
        _values = s_positions.ToDictionary(input => input.Key, input => input.Value[0]);
        _values["weather"] = weather;
    }

    /// <summary>Gets the inputs and the positions each can take, the usual one first.</summary>
    public static IReadOnlyDictionary<string, string[]> Positions => s_positions;

    /// <summary>Where an input is.</summary>
    /// <param name="input">One of <see cref="Positions"/>.</param>
    /// <returns>Its position.</returns>
    public string this[string input] => _values[input];

    /// <summary>Gets where all inputs are.</summary>
    public IReadOnlyDictionary<string, string> All => _values;

    /// <summary>The weather of a name.</summary>
    /// <param name="name"><c>indoor</c>, or one that ships.</param>
    /// <returns>The weather.</returns>
    public static Weather WeatherOf(string name) => name == "indoor" ? Weather.Constant(20) : Weather.Shipped(name);

    /// <summary>Moves, sets or breaks something.</summary>
    /// <param name="input">One of <see cref="Positions"/>.</param>
    /// <param name="position">One of its positions.</param>
    /// <exception cref="ArgumentException">No such input or position; the message says what there is.</exception>
    public void Move(string input, string position)
    {
        if (!s_positions.TryGetValue(input, out string[]? allowed))
        {
            throw new ArgumentException($"There is no input \"{input}\"; there are: {string.Join(", ", s_positions.Keys)}.");
        }

        if (!allowed.Contains(position))
        {
            throw new ArgumentException(
                $"\"{position}\" is not a position of \"{input}\"; allowed is "
                    + $"{string.Join(" or ", allowed.Select(word => $"\"{word}\""))}.");
        }

        _values[input] = position;
        Apply(input, position);
    }

    private void Apply(string input, string position)
    {
        switch (input)
        {
            case "door":
                _physics.Move(CabinetContact.AedDoor, position == "closed");
                break;
            case "aed":
                _physics.Move(CabinetContact.AedPresence, position == "present");
                break;
            case "kit-door":
                _physics.Move(CabinetContact.KitDoor, position == "closed");
                break;
            case "sos":
                _physics.Move(CabinetContact.Sos, position == "pressed");
                break;
            case "service":
                _physics.Move(CabinetContact.Service, position == "pressed");
                break;
            case "tamper":
                _physics.Move(CabinetContact.Tamper, position == "closed");
                break;
            case "mains":
                _physics.IsMainsPresent = position == "present";
                break;
            case "heater":
                _physics.IsHeaterBroken = position == "broken";
                _physics.IsHeaterStuckOn = position == "stuck-on";
                break;
            case "probe":
                ApplyProbe();
                break;
            case "aed-fault":
                ApplyAedFault(position);
                break;
            case "aed-use":
                _physics.Lights.IsInUse = position == "switched-on";
                break;
            case "door-contact":
                ApplyDoorContact(position);
                break;
            case "contact-supply":
                _physics.IsContactSupplyLost = position == "lost";
                break;
            case "logic-supply":
                _physics.IsLogicSupplyLost = position == "lost";
                ApplyProbe();
                break;
            case "stray-light":
                _physics.StrayLight = position switch
                {
                    "beacon" => StrayLight.Beacon,
                    "amber-lamp" => StrayLight.AmberLamp,
                    "lamps" => StrayLight.Lamps,
                    "room" => StrayLight.Room,
                    _ => StrayLight.None
                };
                break;
            default:
                _physics.Weather = WeatherOf(position);
                break;
        }
    }

    // The probe's bus hangs on the same supply as the pull-ups.
    private void ApplyProbe() => _probe.Fault = _physics.IsLogicSupplyLost
        ? ProbeFault.Disconnected
        : _values["probe"] switch
        {
            "disconnected" => ProbeFault.Disconnected,
            "crc" => ProbeFault.Crc,
            "stuck-85" => ProbeFault.StuckAt85,
            "frozen" => ProbeFault.Frozen,
            _ => ProbeFault.None
        };

    private void ApplyAedFault(string position)
    {
        _physics.Lights.MissedFlashProbability = 0.2;
        _physics.Lights.Fault = position switch
        {
            "attention" => AedFault.Attention,
            "dark" => AedFault.Dark,
            "missed-flashes" => AedFault.MissedFlashes,
            "flat-battery" => AedFault.FlatBattery,
            _ => AedFault.None,
        };
    }

    private void ApplyDoorContact(string position)
    {
        ContactModel contact = _physics.Contact(CabinetContact.AedDoor);
        contact.StopChatter();
        contact.Mend();
        if (position == "chattering")
        {
            contact.StartChatter(_physics.NowMs, _physics.NowMs + WindMs, WindHz);
        }
        else if (position == "broken")
        {
            contact.Break();
        }
        else if (position == "shorted")
        {
            contact.Short();
        }
    }
}
