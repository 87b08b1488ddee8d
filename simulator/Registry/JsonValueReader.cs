using System.Globalization;
using System.Text.Json;

namespace AedCabinet.Simulator.Registry;

/// <summary>Goes through one JSON object member by member, each value checked as it is read; nothing is allocated unless a text is escaped.</summary>
internal ref struct JsonValueReader
{
    private Utf8JsonReader _reader;

    /// <summary>Initializes a new instance of the <see cref="JsonValueReader"/> struct.</summary>
    /// <param name="payload">Valid UTF-8.</param>
    public JsonValueReader(ReadOnlySpan<byte> payload) => _reader = new Utf8JsonReader(payload);

    /// <summary>Gets how many bytes have been read.</summary>
    public readonly int Consumed => (int)_reader.BytesConsumed;

    /// <summary>Gets where the value behind the present name begins, once it is looked at.</summary>
    public int NextStart
    {
        get
        {
            _reader.Read();
            return (int)_reader.TokenStartIndex;
        }
    }

    /// <summary>Gets the kind of the value that <see cref="NextStart"/> looked at.</summary>
    public readonly JsonTokenType Kind => _reader.TokenType;

    /// <summary>A value is of another kind than it must be.</summary>
    /// <param name="name">The member.</param>
    /// <param name="right">What it must be.</param>
    /// <returns>The exception to throw.</returns>
    public static FormatException Wrong(string name, string right) => new($"The member \"{name}\" is not {right}.");

    /// <summary>Goes into the object that is the whole message.</summary>
    public void BeginMessage()
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException($"The payload is not a JSON object but {_reader.TokenType}.");
        }
    }

    /// <summary>Sees to it that nothing follows.</summary>
    public void EndMessage() => _reader.Read();

    /// <summary>Goes to the next member of the object.</summary>
    /// <returns><c>false</c> at its end.</returns>
    public bool NextMember() => _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Whether the present member is of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns><c>true</c> when it is.</returns>
    public readonly bool NameIs(ReadOnlySpan<byte> name) => _reader.ValueTextEquals(name);

    /// <summary>The present member's name.</summary>
    /// <returns>The name.</returns>
    public readonly string NameText() => _reader.GetString()!;

    /// <summary>Passes over the value of the present member.</summary>
    public void Skip()
    {
        _reader.Read();
        _reader.Skip();
    }

    /// <summary>The value as text.</summary>
    /// <param name="name">The member's name, for messages.</param>
    /// <returns>Its bytes, unescaped.</returns>
    public ReadOnlySpan<byte> Text(string name)
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.String)
        {
            throw Wrong(name, "text");
        }

        return _reader.ValueIsEscaped ? System.Text.Encoding.UTF8.GetBytes(_reader.GetString()!) : _reader.ValueSpan;
    }

    /// <summary>Whether the value is a text.</summary>
    /// <param name="name">The member's name, for messages.</param>
    /// <param name="text">The text.</param>
    /// <returns><c>true</c> when it is this one.</returns>
    public bool TextEquals(string name, string text)
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.String ? _reader.ValueTextEquals(text) : throw Wrong(name, "text");
    }

    /// <summary>The value must be a text.</summary>
    /// <param name="name">The member's name, for messages.</param>
    /// <param name="text">The text.</param>
    public void Only(string name, ReadOnlySpan<byte> text)
    {
        if (!Text(name).SequenceEqual(text))
        {
            throw Wrong(name, $"\"{System.Text.Encoding.UTF8.GetString(text)}\"");
        }
    }

    /// <summary>The value as a whole number.</summary>
    /// <param name="name">The member's name, for messages.</param>
    /// <param name="least">The least allowed.</param>
    /// <param name="most">The greatest allowed.</param>
    /// <returns>The number.</returns>
    public long Number(string name, long least, long most)
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out long number) && number >= least && number <= most
            ? number
            : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a whole number of {least} to {most}"));
    }

    /// <summary>The value must be <c>true</c>.</summary>
    /// <param name="name">The member's name, for messages.</param>
    /// <returns><c>true</c>.</returns>
    public bool True(string name)
    {
        _reader.Read();
        return _reader.TokenType == JsonTokenType.True ? true : throw Wrong(name, "true, the only value it may have");
    }

    /// <summary>Reads a text that is escaped, so that half of a surrogate pair is found; passes over anything else.</summary>
    public void CheckAny()
    {
        _reader.Read();
        int depth = _reader.CurrentDepth;
        do
        {
            if (_reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && _reader.ValueIsEscaped)
            {
                _ = _reader.GetString();
            }
        }
        while ((_reader.CurrentDepth > depth || _reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && _reader.Read());
    }
}
