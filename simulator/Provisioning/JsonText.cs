using System.Text.Json.Nodes;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Texts in JSON objects.</summary>
internal static class JsonText
{
    /// <summary>Puts a text into an object, unless it is empty.</summary>
    /// <param name="section">The object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="text">The text.</param>
    public static void AddText(this JsonObject section, string name, string text)
    {
        if (text.Length > 0)
        {
            section[name] = text;
        }
    }
}
