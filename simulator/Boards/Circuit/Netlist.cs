using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>The circuit of one kind of cabinet on one board: its parts and what is connected with what.</summary>
public sealed class Netlist
{
    private readonly Dictionary<string, List<NetEnd>> _nets = [];
    private readonly Dictionary<NetEnd, string> _netOf = [];
    private readonly List<NetlistPart> _parts = [];
    private readonly List<BlockUse> _uses = [];

    /// <summary>Initializes a new instance of the <see cref="Netlist"/> class.</summary>
    /// <param name="circuit">The reference circuit.</param>
    /// <param name="board">The board.</param>
    /// <param name="kind">The kind of cabinet: <c>aed</c>, <c>kit</c> (on its battery) or <c>station</c>.</param>
    public Netlist(ReferenceCircuit circuit, BoardFile board, string kind)
    {
        Circuit = circuit;
        Board = board;
        Kind = kind;
        foreach (CircuitBlock block in circuit.Blocks.Where(block => block.Kinds.Contains(kind) && IsFor(block, board)))
        {
            foreach (BlockInstance instance in block.Instances.Where(instance => instance.Signals.All(IsUsed)))
            {
                Add(new BlockUse(block, instance));
            }
        }
    }

    /// <summary>Gets the reference circuit.</summary>
    public ReferenceCircuit Circuit { get; }

    /// <summary>Gets the board.</summary>
    public BoardFile Board { get; }

    /// <summary>Gets the kind of cabinet.</summary>
    public string Kind { get; }

    /// <summary>Gets the parts.</summary>
    public IReadOnlyList<NetlistPart> Parts => _parts;

    /// <summary>Gets the blocks in use, in the circuit's order.</summary>
    public IReadOnlyList<BlockUse> Uses => _uses;

    /// <summary>Gets the ends of each net by its name.</summary>
    public IReadOnlyDictionary<string, List<NetEnd>> Nets => _nets;

    /// <summary>All netlists that can be built: each board with each kind of cabinet it has pins enough for.</summary>
    /// <param name="circuit">The reference circuit.</param>
    /// <param name="boards">The boards.</param>
    /// <returns>The netlists.</returns>
    public static IEnumerable<Netlist> All(ReferenceCircuit circuit, IEnumerable<BoardFile> boards) =>
        boards.SelectMany(board => board.Kinds.Select(kind => new Netlist(circuit, board, kind)));

    /// <summary>Whether this cabinet has a signal: the board carries it and the kind's circuit wires it.</summary>
    /// <param name="signal">The signal's name.</param>
    /// <returns>Whether it has.</returns>
    public bool IsUsed(string signal) => Board.Pins.ContainsKey(signal) && Circuit.Signals.TryGetValue(signal, out CircuitSignal? known)
        && known.Kinds.Contains(Kind);

    /// <summary>The net on a pin.</summary>
    /// <param name="end">The pin.</param>
    /// <returns>The net's name, or <c>null</c> when nothing is connected there.</returns>
    public string? NetOf(NetEnd end) => _netOf.GetValueOrDefault(end);

    private static bool IsFor(CircuitBlock block, BoardFile board) =>
        !block.ExceptBoards.Contains(board.Board) && (block.OnlyBoards.Count == 0 || block.OnlyBoards.Contains(board.Board));

    private void Add(BlockUse use)
    {
        _uses.Add(use);
        foreach (PartPlacement placement in use.Block.Parts.Concat(use.Instance.Parts))
        {
            string type = placement.Part.Replace("{board}", Board.Board, StringComparison.Ordinal);
            if (!Circuit.Library.TryGetValue(type, out PartType? known))
            {
                throw new UserErrorException(
                    $"hardware/circuit/reference.json: block {use.Block.Block}: {placement.Ref} is of type \"{type}\", which the library "
                        + $"doesn't have.", UserErrorException.WrongInput);
            }

            _parts.Add(new NetlistPart(use.Fill(placement.Ref), type, known, use));
        }

        foreach ((string net, IReadOnlyList<string> ends) in use.Block.Nets)
        {
            string name = use.Fill(net);
            _nets.TryAdd(name, []);
            foreach (NetEnd end in ends.Select(end => NetEnd.Parse(use.Fill(end))))
            {
                _nets[name].Add(end);

                // A pin on two nets is the check's to tell.
                _netOf.TryAdd(end, name);
            }
        }
    }
}
