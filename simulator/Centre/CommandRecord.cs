namespace AedCabinet.Centre;

/// <summary>A command that the registry sent, and what became of it so far.</summary>
/// <param name="Cabinet">The cabinet's id.</param>
/// <param name="Id">The command's id.</param>
/// <param name="Counter">Its number.</param>
/// <param name="Name">The command.</param>
/// <param name="Args">Its arguments, a JSON object as text.</param>
/// <param name="IsForged">Whether it was signed with a wrong key on purpose.</param>
/// <param name="SentAt">When, by the cabinets' time.</param>
/// <param name="Steps">What became of it, in order; the first is its sending.</param>
public sealed record CommandRecord(
    string Cabinet, string Id, long Counter, string Name, string Args, bool IsForged, DateTimeOffset SentAt,
    IReadOnlyList<CommandStep> Steps)
{
    /// <summary>Gets how far it has got.</summary>
    public CommandStage Stage => Steps[^1].Stage;

    /// <summary>Gets a value indicating whether something may still become of it.</summary>
    public bool IsUnderWay => Stage is CommandStage.Sending or CommandStage.Sent or CommandStage.Accepted;
}
