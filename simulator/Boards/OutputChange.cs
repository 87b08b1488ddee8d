namespace AedCabinet.Simulator.Boards;

/// <summary>An output pin changed.</summary>
/// <param name="Pin">The GPIO.</param>
/// <param name="IsHigh">Its new level.</param>
/// <param name="Timestamp">When, as <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/> gives it.</param>
public readonly record struct OutputChange(int Pin, bool IsHigh, long Timestamp);
