using AedCabinet.Platform;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>The cabinets' serial log on the terminal, each line with its time.</summary>
/// <param name="output">Where lines go.</param>
/// <param name="clock">Gives the time of day.</param>
public sealed class SerialConsole(TextWriter output, TimeProvider clock) : ConsoleLog(output, clock), ILog;
