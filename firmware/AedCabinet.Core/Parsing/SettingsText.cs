using System.Collections;
using AedCabinet.Formats;

namespace AedCabinet.Parsing
{
    /// <summary>Writes settings as they were parsed back into JSON.</summary>
    public static class SettingsText
    {
        private static bool TryWriteMembers(JsonWriter writer, Hashtable members)
        {
            foreach (DictionaryEntry member in members)
            {
                if (!TryWrite(writer, (string)member.Key, member.Value))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Writes a value.</summary>
        /// <param name="writer">Receives it.</param>
        /// <param name="name">Its name.</param>
        /// <param name="value">Text, a whole number, a number to six decimals, yes or no, an object of them, or <c>null</c>, which is not
        /// written.</param>
        /// <returns><c>false</c> when something in it can't be written as it was meant (the parser turned text into a time).</returns>
        public static bool TryWrite(JsonWriter writer, string name, object value)
        {
            if (value == null)
            {
                // Taken away.
            }
            else if (value is string text)
            {
                writer.Member(name, text);
            }
            else if (value is bool flag)
            {
                writer.Member(name, flag);
            }
            else if (value is Hashtable members)
            {
                writer.BeginObject(name);
                if (!TryWriteMembers(writer, members))
                {
                    return false;
                }

                writer.EndObject();
            }
            else if (JsonNumber.TryGetWhole(value, out long whole))
            {
                writer.Member(name, whole);
            }
            else if (JsonNumber.TryGetMillionths(value, out long millionths) && millionths <= int.MaxValue && millionths >= int.MinValue)
            {
                writer.MemberE6(name, (int)millionths);
            }
            else
            {
                return false;
            }

            return true;
        }
    }
}
