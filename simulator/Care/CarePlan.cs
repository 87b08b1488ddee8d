namespace AedCabinet.Care;

/// <summary>Who is to do something, and by when.</summary>
/// <param name="Responsible">Whose work it is.</param>
/// <param name="Day">By which day.</param>
/// <param name="Who">Who set it.</param>
/// <param name="At">When.</param>
public sealed record CarePlan(string Responsible, DateOnly Day, string Who, DateTimeOffset At);
