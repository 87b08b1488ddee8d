using System.Device.Gpio;
using AedCabinet.Simulator.Boards;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>The physical side of a cabinet that a hand can move: its door and the AED in it, wired to the board as <c>hardware/</c> wires them.</summary>
public sealed class CabinetFront
{
    private static readonly Dictionary<string, string[]> s_positions = new()
    {
        ["door"] = ["open", "closed"],
        ["aed"] = ["present", "absent"],
    };

    private readonly SimulatedBoard _board;
    private readonly PinMap _pins;
    private readonly Dictionary<string, string> _inputs = new() { ["door"] = "closed", ["aed"] = "present" };
    private readonly Lock _lock = new();

    /// <summary>Initializes a new instance of the <see cref="CabinetFront"/> class: door shut, AED in its place.</summary>
    /// <param name="board">The board it is wired to.</param>
    /// <param name="pins">Where.</param>
    public CabinetFront(SimulatedBoard board, PinMap pins)
    {
        _board = board;
        _pins = pins;
        Apply("door", "closed");
        Apply("aed", "present");
    }

    /// <summary>Raised after an input has moved.</summary>
    public event Action? Changed;

    /// <summary>Gets the inputs that can be moved and the positions each can take.</summary>
    public static IReadOnlyDictionary<string, string[]> Positions => s_positions;

    /// <summary>Gets where each input is now.</summary>
    public IReadOnlyDictionary<string, string> Inputs
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, string>(_inputs);
            }
        }
    }

    /// <summary>Gets a value indicating whether the door is open.</summary>
    public bool IsDoorOpen => Inputs["door"] == "open";

    /// <summary>Gets a value indicating whether the AED is in its place.</summary>
    public bool IsAedPresent => Inputs["aed"] == "present";

    /// <summary>Moves an input.</summary>
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
            throw new ArgumentException($"\"{position}\" is not a position of \"{input}\"; allowed are {string.Join(" and ", allowed.Select(word => $"\"{word}\""))}.");
        }

        lock (_lock)
        {
            _inputs[input] = position;
        }

        Apply(input, position);
        Changed?.Invoke();
    }

    private void Apply(string input, string position)
    {
        (int pin, string closedCircuit) = input == "door" ? (_pins.AedDoor, "closed") : (_pins.AedPresence, "present");
        if (pin >= 0)
        {
            // Contacts go to ground; an open one leaves the pin to its pull-up.
            _board.Drive(pin, position == closedCircuit ? PinValue.Low : null);
        }
    }
}
