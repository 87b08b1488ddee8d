using AedCabinet.Terminal;

namespace AedCabinet.Cell.Chaos;

/// <summary>One thing that is broken, and what is looked at meanwhile.</summary>
/// <param name="Kind">Its word on the command line.</param>
/// <param name="Name">What.</param>
/// <param name="RunAsync">Breaks it, waits until all is well again, and tells what it saw.</param>
internal sealed record ChaosStep(string Kind, Wording Name, Func<ChaosSite, ICollection<ChaosFigure>, CancellationToken, Task> RunAsync);
