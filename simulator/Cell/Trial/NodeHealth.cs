using System.Text.Json;
using System.Text.Json.Nodes;

namespace AedCabinet.Cell.Trial;

/// <summary>What a node says of its copies.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Behind">Which stream or consumer is behind, in the node's own words; <c>null</c> when all are current.</param>
internal sealed record NodeHealth(string Node, string? Behind)
{
    /// <summary>Reads an answer of <c>/healthz</c>.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="isOk">Whether it answered with success.</param>
    /// <param name="body">The answer.</param>
    /// <returns>What it says.</returns>
    public static NodeHealth Read(string node, bool isOk, string body)
    {
        if (isOk)
        {
            return new NodeHealth(node, null);
        }

        try
        {
            return new NodeHealth(node, (string?)JsonNode.Parse(body)?["error"] ?? body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new NodeHealth(node, body);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Node}: {Behind ?? "ok"}";
}
