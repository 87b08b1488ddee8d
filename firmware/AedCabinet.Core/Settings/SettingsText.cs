using System.Collections;

namespace AedCabinet
{
    /// <summary>Writes settings as they were parsed back into JSON.</summary>
    public static class SettingsText
    {
        /// <summary>Writes an object.</summary>
        /// <param name="members">Its members: text, whole numbers, numbers to six decimals, yes or no, objects and arrays of them.</param>
        /// <returns>JSON, or <c>null</c> when something in it can't be written as it was meant (the parser turned text into a time).</returns>
        public static string Of(Hashtable members)
        {
            JsonWriter writer = new JsonWriter();
            writer.BeginObject();
            if (!TryWriteMembers(writer, members))
            {
                return null;
            }

            writer.EndObject();
            return writer.ToString();
        }

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

        private static bool TryWrite(JsonWriter writer, string name, object value)
        {
            if (value is string text)
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
