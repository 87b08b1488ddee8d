using AedCabinet.Terminal;

namespace AedCabinet.Simulator.ScenarioRunner.Phrases;

/// <summary>
/// Of all forms tried on a phrase, what those that understood most of it expected next: the best guess at what its author meant.
/// </summary>
internal sealed class FurthestFailure
{
    private readonly List<PhrasePart> _expected = [];
    private bool _isEndPossible;

    /// <summary>Gets which word could not be read.</summary>
    public int Token { get; private set; } = -1;

    /// <summary>A form could not go on at a word.</summary>
    /// <param name="token">Which word.</param>
    /// <param name="part">What it expected there; <c>null</c> for the end of the phrase.</param>
    public void Note(int token, PhrasePart? part)
    {
        if (token < Token)
        {
            return;
        }

        if (token > Token)
        {
            Token = token;
            _expected.Clear();
            _isEndPossible = false;
        }

        if (part is null)
        {
            _isEndPossible = true;
        }
        else
        {
            _expected.Add(part);
        }
    }

    /// <summary>The failure in words.</summary>
    /// <param name="phrase">The whole phrase.</param>
    /// <param name="tokens">Its words.</param>
    /// <returns>What to throw.</returns>
    public PhraseException ToException(string phrase, IReadOnlyList<PhraseToken> tokens)
    {
        bool isMissing = Token >= tokens.Count;
        int offset = isMissing ? phrase.Length : tokens[Token].Offset;
        string read = string.Join(' ', tokens.Take(Token).Select(token => token.Text));
        string what = isMissing ? "the phrase ends too early" : $"\"{tokens[Token].Text}\" is not understood";
        string where = read.Length == 0 ? string.Empty : $" after \"{read}\"";
        string near = isMissing ? "." : Nearest.Of(tokens[Token].Text, _expected.SelectMany(part => part.Words)) is { } word
            ? $"; did you mean \"{word}\"?" : ".";
        string[] valid = [.. _expected.SelectMany(part => part.Expected).Distinct(),
            .. _isEndPossible ? ["nothing more"] : Array.Empty<string>()];
        return new PhraseException(offset, $"{what}{where}{near} Valid here: {string.Join(", ", valid)}");
    }
}
