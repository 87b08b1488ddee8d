using AedCabinet.Api.Near;
using AedCabinet.Api.Problems;

namespace AedCabinet.Api.Incidents;

/// <summary>A place that stands in the body of a request.</summary>
internal static class BodyPlace
{
    /// <summary>Judges what was given.</summary>
    /// <param name="lat">Degrees north.</param>
    /// <param name="lon">Degrees east.</param>
    /// <param name="at">Both as they were pasted, instead.</param>
    /// <param name="datum">What they are measured in.</param>
    /// <returns>The place.</returns>
    /// <exception cref="ProblemException">It is none; each part is named where it stands in the body.</exception>
    public static AskedPlace Of(double? lat, double? lon, string? at, string? datum)
    {
        try
        {
            return AskedPlace.Of(lat, lon, at, datum);
        }
        catch (ProblemException problem)
        {
            throw new ProblemException(problem.Kind, problem.Detail,
                [.. problem.Parts.Select(part => part with { Place = FaultPlace.Pointer, Name = "/" + part.Name })]);
        }
    }

    /// <summary>Judges a text.</summary>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="text">The text, or <c>null</c>.</param>
    /// <param name="most">The most characters it has.</param>
    /// <returns>The text without blanks around it; <c>null</c> for nothing.</returns>
    public static string? Text(List<Fault> faults, string name, string? text, int most)
    {
        string? plain = text?.Trim();
        if (plain?.Length > most || plain?.Any(char.IsControl) is true)
        {
            faults.Add(new Fault(FaultPlace.Pointer, "/" + name, new($"请用不超过{most}个字符，不含换行等控制字符。",
                $"Use at most {most} characters and no control characters.")));
        }

        return string.IsNullOrEmpty(plain) ? null : plain;
    }
}
