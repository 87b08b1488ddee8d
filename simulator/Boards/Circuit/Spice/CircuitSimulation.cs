using AedCabinet.Simulator.Boards.Checking;

namespace AedCabinet.Simulator.Boards.Circuit.Spice;

/// <summary>Runs all checks of the reference circuit.</summary>
public static class CircuitSimulation
{
    private const int AtOnce = 2;

    /// <summary>Gets the board whose circuit is simulated: the reference.</summary>
    public static string Board => "esp32-s3";

    /// <summary>Gets the models, from <c>hardware/circuit/models.lib</c>.</summary>
    public static string ModelsFile { get; } = Path.Combine(AppContext.BaseDirectory, "circuit", "models.lib");

    /// <summary>Runs checks.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="board">The board.</param>
    /// <param name="checks">Which checks.</param>
    /// <returns>The figures, in the checks' order.</returns>
    public static IReadOnlyList<(SimulatedCheck Check, double Figure, string Said)> Run(ReferenceCircuit circuit, BoardFile board,
        IEnumerable<SimulatedCheck> checks)
    {
        string models = File.ReadAllText(ModelsFile);
        Dictionary<string, Netlist> netlists = board.Kinds.ToDictionary(kind => kind, kind => new Netlist(circuit, board, kind));
        return
        [
            .. checks.AsParallel().AsOrdered().WithDegreeOfParallelism(AtOnce).Select(check =>
            {
                (double figure, string said) = Ngspice.Run(check.Deck(netlists[check.Kind], models));
                return (check, figure, said);
            }),
        ];
    }
}
