using AedCabinet.Terminal;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Reads a YAML file's nodes and collects what is wrong with them, each with its place.</summary>
/// <param name="file">The file, as it was named.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class YamlPlace(string file, List<ScenarioProblem> problems)
{
    /// <summary>Gets how much is wrong so far.</summary>
    public int Count => problems.Count;

    /// <summary>Something is wrong at a node.</summary>
    /// <param name="node">Where.</param>
    /// <param name="message">What, and what would have been valid.</param>
    /// <param name="offset">How many characters of a plain text stand before the place.</param>
    public void Add(YamlNode node, string message, int offset = 0)
    {
        bool isOneLine = node.Start.Line == node.End.Line;
        bool isQuoted = node is YamlScalarNode { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted };
        problems.Add(new ScenarioProblem(file, (int)node.Start.Line,
            (int)node.Start.Column + (isOneLine ? offset + (isQuoted ? 1 : 0) : 0), message));
    }

    /// <summary>The members of a mapping that has no others.</summary>
    /// <param name="node">The mapping.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="known">Its members' names.</param>
    /// <returns>The members by name; empty when it is no mapping.</returns>
    public Dictionary<string, YamlNode> Members(YamlNode node, string what, params string[] known)
    {
        Dictionary<string, YamlNode> members = [];
        if (node is not YamlMappingNode mapping)
        {
            Add(node, $"{what} must be a mapping with {string.Join(", ", known)}");
            return members;
        }

        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            string name = (key as YamlScalarNode)?.Value ?? string.Empty;
            if (known.Contains(name))
            {
                members[name] = value;
            }
            else
            {
                string near = Nearest.Of(name, known) is { } word ? $"; did you mean \"{word}\"?" : ".";
                Add(key, $"{what} has no member \"{name}\"{near} It has: {string.Join(", ", known)}");
            }
        }

        return members;
    }

    /// <summary>The text of a scalar.</summary>
    /// <param name="node">The node, or <c>null</c>.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <returns>The text; <c>null</c> when there is none.</returns>
    public string? Text(YamlNode? node, string what)
    {
        if (node is YamlScalarNode scalar)
        {
            return scalar.Value;
        }

        if (node is not null)
        {
            Add(node, $"{what} must be one text");
        }

        return null;
    }

    /// <summary>A text or a list of texts.</summary>
    /// <param name="node">The node, or <c>null</c>.</param>
    /// <param name="what">What they are, for messages.</param>
    /// <returns>The scalars.</returns>
    public IReadOnlyList<YamlScalarNode> Texts(YamlNode? node, string what)
    {
        switch (node)
        {
            case null:
                return [];
            case YamlScalarNode scalar:
                return [scalar];
            case YamlSequenceNode { Children.Count: 0 }:
                Add(node, $"{what} is an empty list; take it away, or say something in it");
                return [];
            case YamlSequenceNode sequence when sequence.Children.All(child => child is YamlScalarNode):
                return [.. sequence.Children.Cast<YamlScalarNode>()];
            default:
                YamlNode wrong = node is YamlSequenceNode list ? list.Children.First(child => child is not YamlScalarNode) : node;
                Add(wrong,
                    $"{what} must be one phrase or a list of phrases; a phrase with ': ' or '{{' in it needs single quotes around it");
                return [];
        }
    }
}
