namespace AedCabinet.Simulator.ScenarioRunner.Phrases;

/// <summary>A word of a phrase and where it stands.</summary>
/// <param name="Text">The word; a list <c>[…]</c>, a JSON object <c>{…}</c> and a quoted text are one word each.</param>
/// <param name="Offset">How many characters of the phrase stand before it.</param>
public readonly record struct PhraseToken(string Text, int Offset)
{
    // A form is fitted to a phrase word by word, going down a level for each.
    private const int MostWords = 200;

    /// <summary>Takes a phrase apart.</summary>
    /// <param name="phrase">The phrase.</param>
    /// <returns>Its words, in order.</returns>
    /// <exception cref="PhraseException">A bracket or a quotation mark is not closed, or it is too long.</exception>
    public static IReadOnlyList<PhraseToken> Split(string phrase)
    {
        List<PhraseToken> tokens = [];
        int at = 0;
        while (at < phrase.Length)
        {
            if (char.IsWhiteSpace(phrase[at]))
            {
                at++;
                continue;
            }

            if (tokens.Count == MostWords)
            {
                throw new PhraseException(at, $"the phrase has more than {MostWords} words");
            }

            int end = EndOfWord(phrase, at);
            tokens.Add(new PhraseToken(phrase[at..end], at));
            at = end;
        }

        return tokens;
    }

    private static int EndOfWord(string phrase, int start)
    {
        Stack<char> open = new();
        bool isQuoted = false;
        for (int at = start; at < phrase.Length; at++)
        {
            char c = phrase[at];
            if (isQuoted)
            {
                at += c == '\\' ? 1 : 0;
                isQuoted = c != '"';
            }
            else if (c == '"')
            {
                isQuoted = true;
            }
            else if (c is '[' or '{')
            {
                open.Push(c == '[' ? ']' : '}');
            }
            else if (open.Count > 0 && c == open.Peek())
            {
                open.Pop();
            }
            else if (open.Count == 0 && char.IsWhiteSpace(c))
            {
                return at;
            }
        }

        if (isQuoted || open.Count > 0)
        {
            throw new PhraseException(start,
                $"the {(isQuoted ? "quotation mark" : "bracket")} is not closed; add {(isQuoted ? '"' : open.Peek())}");
        }

        return phrase.Length;
    }
}
