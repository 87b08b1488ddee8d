namespace AedCabinet.Places;

/// <summary>A prefecture and how many people live there.</summary>
/// <param name="Code">The first four digits of its GB/T 2260 code.</param>
/// <param name="Name">Its name in Chinese.</param>
/// <param name="English">Its name in English.</param>
/// <param name="Population">How many people live there.</param>
public sealed record Prefecture(string Code, string Name, string English, long Population);
