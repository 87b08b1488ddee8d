using System.Text.Json;

namespace AedCabinet.Contract;

/// <summary>
/// Goes through one JSON object member by member; a value that is not what it should be is passed over and the rest is still read.
/// Nothing is allocated unless a text is escaped.
/// </summary>
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

    /// <summary>Passes over the value of the present member.</summary>
    public void Skip()
    {
        _reader.Read();
        _reader.Skip();
    }

    /// <summary>Reads the value as text.</summary>
    /// <param name="text">Its bytes, unescaped.</param>
    /// <returns><c>false</c> when it is none, or holds half of a surrogate pair; it is passed over.</returns>
    public bool TryText(out ReadOnlySpan<byte> text)
    {
        text = default;
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.String)
        {
            _reader.Skip();
            return false;
        }

        if (!_reader.ValueIsEscaped)
        {
            text = _reader.ValueSpan;
            return true;
        }

        if (!IsUnicode())
        {
            return false;
        }

        text = System.Text.Encoding.UTF8.GetBytes(_reader.GetString()!);
        return true;
    }

    /// <summary>Reads the value as a whole number.</summary>
    /// <param name="least">The least allowed.</param>
    /// <param name="most">The greatest allowed.</param>
    /// <param name="number">The number.</param>
    /// <returns><c>false</c> when it is none of these; it is passed over.</returns>
    public bool TryNumber(long least, long most, out long number)
    {
        number = 0;
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out number) && number >= least && number <= most)
        {
            return true;
        }

        number = 0;
        _reader.Skip();
        return false;
    }

    /// <summary>Reads the value as true or false.</summary>
    /// <param name="flag">Which.</param>
    /// <returns><c>false</c> when it is neither; it is passed over.</returns>
    public bool TryFlag(out bool flag)
    {
        _reader.Read();
        flag = _reader.TokenType == JsonTokenType.True;
        if (flag || _reader.TokenType == JsonTokenType.False)
        {
            return true;
        }

        _reader.Skip();
        return false;
    }

    /// <summary>Passes over the value that <see cref="NextStart"/> looked at.</summary>
    public void SkipThis() => _reader.Skip();

    /// <summary>Passes over a value of any kind.</summary>
    /// <returns><c>false</c> when a text in it holds half of a surrogate pair.</returns>
    public bool PassAny()
    {
        bool isUnicode = true;
        _reader.Read();
        int depth = _reader.CurrentDepth;
        do
        {
            if (_reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && _reader.ValueIsEscaped)
            {
                isUnicode &= IsUnicode();
            }
        }
        while ((_reader.CurrentDepth > depth || _reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            && _reader.Read());
        return isUnicode;
    }

    private readonly bool IsUnicode()
    {
        try
        {
            _ = _reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
