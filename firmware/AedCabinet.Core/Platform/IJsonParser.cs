using System.Collections;

namespace AedCabinet.Platform
{
    /// <summary>Reads JSON that is to be trusted in who wrote it, not in how it is written.</summary>
    public interface IJsonParser
    {
        /// <summary>Parses an object.</summary>
        /// <param name="text">JSON, within <c>JsonLimits</c> or not.</param>
        /// <param name="members">Its members, or <c>null</c>.</param>
        /// <returns><c>false</c> when it is no JSON object, or beyond the limits. Never throws.</returns>
        bool TryParse(string text, out Hashtable members);
    }
}
