using System.Globalization;
using System.Text;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>An expression of KiCad's files: <c>(name item …)</c>, its items words, texts in quotation marks, or expressions.</summary>
public sealed class Expression
{
    private readonly List<object> _items = [];

    /// <summary>Initializes a new instance of the <see cref="Expression"/> class.</summary>
    /// <param name="name">Its first word.</param>
    /// <param name="items">What follows: <see cref="Expression"/>s, <see cref="Quoted"/> texts, words and numbers.</param>
    public Expression(string name, params object[] items)
    {
        Name = name;
        _items.AddRange(items);
    }

    /// <summary>Gets the first word.</summary>
    public string Name { get; }

    /// <summary>Gets the expressions in it.</summary>
    public IEnumerable<Expression> Children => _items.OfType<Expression>();

    /// <summary>Gets the words and texts in it.</summary>
    public IReadOnlyList<string> Words => [.. _items.Where(item => item is not Expression).Select(Plain)];

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text.</param>
    /// <returns>The outermost expression.</returns>
    /// <exception cref="FormatException">The text is no such file.</exception>
    public static Expression Parse(string text)
    {
        int at = text.IndexOf('(', StringComparison.Ordinal);
        return at < 0 ? throw new FormatException("There is no bracket.") : Read(text, ref at);
    }

    /// <summary>The expressions of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>They, in their order.</returns>
    public IEnumerable<Expression> All(string name) => Children.Where(child => child.Name == name);

    /// <summary>The first expression of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>It.</returns>
    /// <exception cref="FormatException">There is none.</exception>
    public Expression One(string name) => All(name).FirstOrDefault() ?? throw new FormatException($"({Name} …) has no ({name} …).");

    /// <summary>A word as a number.</summary>
    /// <param name="index">Which word.</param>
    /// <returns>The number.</returns>
    public double Number(int index) => double.Parse(Words[index], CultureInfo.InvariantCulture);

    /// <summary>Adds an item.</summary>
    /// <param name="item">An expression, a text or a word.</param>
    /// <returns>This expression.</returns>
    public Expression Add(object item)
    {
        _items.Add(item);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        StringBuilder text = new();
        Write(text, 0);
        return text.Append('\n').ToString();
    }

    private static string Plain(object item) => item switch
    {
        Quoted quoted => quoted.Text,
        double number => Math.Round(number, 4).ToString(CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => item.ToString()!,
    };

    private static Expression Read(string text, ref int at)
    {
        at++;
        string name = Word(text, ref at);
        Expression expression = new(name);
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at >= text.Length)
            {
                throw new FormatException($"({name} … is not closed.");
            }

            if (text[at] == ')')
            {
                at++;
                return expression;
            }

            expression.Add(text[at] == '(' ? Read(text, ref at) : text[at] == '"' ? new Quoted(Text(text, ref at)) : Word(text, ref at));
        }
    }

    private static string Word(string text, ref int at)
    {
        int from = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')'))
        {
            at++;
        }

        return text[from..at];
    }

    private static string Text(string text, ref int at)
    {
        StringBuilder read = new();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            at += text[at] == '\\' ? 1 : 0;
            read.Append(text[at] == 'n' && text[at - 1] == '\\' ? '\n' : text[at]);
        }

        at++;
        return read.ToString();
    }

    private void Write(StringBuilder text, int depth)
    {
        text.Append('(').Append(Name);
        foreach (object item in _items)
        {
            if (item is Expression child)
            {
                // What is short stays on its line.
                if (depth < 2 || child.Name is "property" or "pin" or "symbol" or "polyline" or "rectangle" or "circle")
                {
                    text.Append('\n').Append(' ', 2 * (depth + 1));
                }
                else
                {
                    text.Append(' ');
                }

                child.Write(text, depth + 1);
            }
            else
            {
                text.Append(' ')
                    .Append(
                        item is Quoted
                            ? $"\"{Plain(item).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"",
                                StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"" : Plain(item));
            }
        }

        text.Append(')');
    }

    /// <summary>A text in quotation marks.</summary>
    /// <param name="Text">The text.</param>
    public sealed record Quoted(string Text);
}
