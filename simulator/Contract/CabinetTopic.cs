using System.Text.RegularExpressions;

namespace AedCabinet.Contract;

/// <summary>Who a message is of, as its topic says it: <c>aed/v1/{prefecture}/{county}/{sector}/{cabinet}/{message}</c>.</summary>
/// <param name="Base">The topic without its last level.</param>
/// <param name="Prefecture">The prefecture: the first four digits of its GB/T 2260 code.</param>
/// <param name="County">The county: GB/T 2260, six digits.</param>
/// <param name="Sector">The department that owns the data.</param>
/// <param name="Cabinet">The cabinet's id.</param>
/// <param name="Kind">What kind of message it is.</param>
public sealed partial record CabinetTopic(string Base, string Prefecture, string County, string Sector, string Cabinet, string Kind)
{
    /// <summary>Reads a topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="parts">What it says, or <c>null</c>.</param>
    /// <returns><c>false</c> when it is not one of contract version 1.</returns>
    public static bool TryParse(string topic, out CabinetTopic? parts)
    {
        Match match = Form().Match(topic);
        parts = match.Success
            ? new CabinetTopic(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value,
                match.Groups[5].Value, match.Groups[6].Value)
            : null;
        return match.Success;
    }

    [GeneratedRegex(@"^(aed/v1/([0-9]{4})/([0-9]{6})/([a-z-]{1,32})/([A-Za-z0-9._-]{1,32}))/([^/]+)\z")]
    private static partial Regex Form();
}
