namespace AedCabinet.Care;

/// <summary>An inspection as it was filled in on site.</summary>
/// <param name="Id">Its own id, made on the telephone: sent again after a lost connection it is the same inspection.</param>
/// <param name="Cabinet">The cabinet's id.</param>
/// <param name="At">When it was filled in.</param>
/// <param name="Answers">The answers, by question.</param>
/// <param name="Expiries">The dates read on the consumables, <c>yyyy-MM-dd</c> by <c>pads</c>, <c>battery</c> or <c>kit</c>.</param>
/// <param name="Note">What else there is to say.</param>
/// <param name="Photo">The photograph without anything but the picture, or <c>null</c>.</param>
public sealed record Inspection(string Id, string Cabinet, DateTimeOffset At, IReadOnlyDictionary<string, string> Answers,
    IReadOnlyDictionary<string, string> Expiries, string Note, PhotoFile? Photo)
{
    /// <summary>Gets how many things were found wrong.</summary>
    public int Defects => Answers.Count(answer => answer.Value == InspectionQuestions.Defect);
}
