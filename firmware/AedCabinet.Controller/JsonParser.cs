using System;
using System.Collections;
using System.Text;
using AedCabinet.Formats;
using AedCabinet.Platform;
using nanoFramework.Json;
using nanoFramework.Json.Configuration;

namespace AedCabinet.Controller
{
    /// <summary>The platform's JSON parser behind the limits that it doesn't have, and without its many kinds of exceptions.</summary>
    public sealed class JsonParser : IJsonParser
    {
        // What turns values into a class's properties is never asked for when a text is read into a table, and its 17 entries with
        // their names take 1 KB for as long as the board runs.
        static JsonParser()
        {
            Type[] types = new Type[]
            {
                typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(byte), typeof(sbyte),
                typeof(float), typeof(double), typeof(bool), typeof(string), typeof(TimeSpan), typeof(DateTime), typeof(char), typeof(Guid),
                typeof(DictionaryEntry),
            };
            foreach (Type type in types)
            {
                ConvertersMapping.Remove(type);
            }
        }

        /// <inheritdoc/>
        public bool TryParse(string text, out Hashtable members)
        {
            members = null;
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            if (JsonLimits.WhyRefused(utf8) != null)
            {
                return false;
            }

            bool hasPairs = false;
            string resolved = JsonEscapes.IsPlain(utf8) ? text : JsonEscapes.Resolve(text, out hasPairs);
            if (resolved == null)
            {
                return false;
            }

            // The parser needs the room.
            utf8 = null;
            try
            {
                members = JsonConvert.DeserializeObject(resolved, typeof(Hashtable)) as Hashtable;
                members = hasPairs ? (Hashtable)JsonEscapes.Restore(members) : members;
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
