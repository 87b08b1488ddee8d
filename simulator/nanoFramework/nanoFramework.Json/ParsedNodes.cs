namespace nanoFramework.Json;

/// <summary>A JSON object as it was read: names in order, no name twice.</summary>
internal sealed class ParsedObject
{
    private readonly HashSet<string> _names = [];
    private readonly List<KeyValuePair<string, object?>> _members = [];

    internal IReadOnlyList<KeyValuePair<string, object?>> Members => _members;

    /// <exception cref="ArgumentException">The name occurs twice: the device's hash table refuses it.</exception>
    internal void Add(string name, object? value)
    {
        if (!_names.Add(name))
        {
            throw new ArgumentException(null);
        }

        _members.Add(new(name, value));
    }

    /// <summary>What the device makes of an object where it wants a string: the name of its own class.</summary>
    public override string ToString() => "nanoFramework.Json.JsonObject";
}

/// <summary>A JSON array as it was read.</summary>
/// <param name="Items">Scalars as .NET objects, the rest as <see cref="ParsedObject"/> or <see cref="ParsedArray"/>.</param>
internal sealed record ParsedArray(List<object?> Items);
