namespace AedCabinet.Training;

/// <summary>What is planned of a drill.</summary>
/// <param name="At">When it is to begin.</param>
/// <param name="Minutes">How long it is to last.</param>
/// <param name="IsSos">Whether SOS is part of it.</param>
/// <param name="Plan">What is planned, in words.</param>
/// <param name="Expects">The events that are to happen in it.</param>
public sealed record NewDrill(DateTimeOffset At, int Minutes, bool IsSos, string Plan, IReadOnlyList<string> Expects);
