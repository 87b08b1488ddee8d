using System;
using System.Collections;
using System.Text;
using nanoFramework.Json;

namespace AedCabinet.Controller
{
    /// <summary>The platform's JSON parser behind the limits that it doesn't have, and without its many kinds of exceptions.</summary>
    public sealed class JsonParser : IJsonParser
    {
        /// <inheritdoc/>
        public bool TryParse(string text, out Hashtable members)
        {
            members = null;
            if (JsonLimits.WhyRefused(Encoding.UTF8.GetBytes(text)) != null)
            {
                return false;
            }

            string resolved = JsonEscapes.Resolve(text);
            if (resolved == null)
            {
                return false;
            }

            try
            {
                members = JsonConvert.DeserializeObject(resolved, typeof(Hashtable)) as Hashtable;
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                // The text is bad, whichever exception it is but one: a lack of memory says nothing of the text.
                members = null;
            }

            return members != null;
        }
    }
}
