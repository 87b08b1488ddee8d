namespace AedCabinet.Simulator.ScenarioRunner.Phrases;

/// <summary>A phrase that fits a form.</summary>
/// <param name="Form">The form.</param>
/// <param name="Values">What stands at its named places, in the order of the phrase.</param>
public sealed record PhraseMatch(PhraseForm Form, IReadOnlyList<(string Name, object Value)> Values)
{
    /// <summary>Whether something stands at a place.</summary>
    /// <param name="name">The place's name.</param>
    /// <returns><c>true</c> when it does.</returns>
    public bool Has(string name) => Values.Any(value => value.Name == name);

    /// <summary>What stands at a place.</summary>
    /// <typeparam name="T">What the place's words mean.</typeparam>
    /// <param name="name">The place's name.</param>
    /// <returns>The first value.</returns>
    public T Get<T>(string name) => (T)Values.First(value => value.Name == name).Value;

    /// <summary>What stands at a place, or something else when nothing does.</summary>
    /// <typeparam name="T">What the place's words mean.</typeparam>
    /// <param name="name">The place's name.</param>
    /// <param name="otherwise">What to take when nothing stands there.</param>
    /// <returns>The value.</returns>
    public T Get<T>(string name, T otherwise) => Has(name) ? Get<T>(name) : otherwise;

    /// <summary>Everything that stands at a place which may be taken several times.</summary>
    /// <typeparam name="T">What the place's words mean.</typeparam>
    /// <param name="name">The place's name.</param>
    /// <returns>The values, in the order of the phrase.</returns>
    public IReadOnlyList<T> All<T>(string name) => [.. Values.Where(value => value.Name == name).Select(value => (T)value.Value)];
}
