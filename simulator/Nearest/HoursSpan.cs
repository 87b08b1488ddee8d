namespace AedCabinet.Nearest;

/// <summary>A time in which nothing changes about the hours of a place.</summary>
/// <param name="State">Whether it is open.</param>
/// <param name="Until">When that ends, as far as it was worked out.</param>
/// <param name="IsMakeUpWorkday">Whether it is not sure because this weekend is worked (调休上班).</param>
public readonly record struct HoursSpan(HoursState State, DateTimeOffset Until, bool IsMakeUpWorkday = false);
