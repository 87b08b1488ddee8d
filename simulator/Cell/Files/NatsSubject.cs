namespace AedCabinet.Cell.Files;

/// <summary>MQTT's topics as NATS's subjects, as nats-server's gateway turns one into the other.</summary>
public static class NatsSubject
{
    /// <summary>
    /// The subjects that are what an MQTT filter is: one, or two where it ends with <c>/#</c>, which in MQTT is the level above too.
    /// </summary>
    /// <param name="filter">The filter.</param>
    /// <returns>The subjects.</returns>
    /// <exception cref="ArgumentException">A level holds a character that a subject can't.</exception>
    public static IEnumerable<string> OfFilter(string filter)
    {
        if (filter.AsSpan().ContainsAny(". *>"))
        {
            throw new ArgumentException($"\"{filter}\": a topic of a cell has no '.', ' ', '*' or '>' in its levels.", nameof(filter));
        }

        string subject = filter.Replace('/', '.').Replace('+', '*');
        return subject.EndsWith(".#", StringComparison.Ordinal) ? [subject[..^2], subject[..^1] + ">"] : [subject];
    }

    /// <summary>The topic that a subject is.</summary>
    /// <param name="subject">The subject, without a wildcard.</param>
    /// <returns>The topic.</returns>
    public static string ToTopic(string subject) => subject.Replace('.', '/');
}
