using System.Text;

namespace AedCabinet.Formats
{
    /// <summary>
    /// Writes one JSON object, members in the order they are given. Contract v1 fixes names, order and form of every
    /// message byte by byte, which the platform's serialiser (reflection over class members, hash order) can't give,
    /// at an eighth of its time on the device.
    /// </summary>
    public sealed class JsonWriter
    {
        private readonly StringBuilder _text = new StringBuilder();
        private bool _needsComma;

        /// <summary>Begins an object: the message itself when it is the first call.</summary>
        public void BeginObject() => Begin('{');

        /// <summary>Begins a member that is an object.</summary>
        /// <param name="name">Its name.</param>
        public void BeginObject(string name)
        {
            Name(name);
            Begin('{');
        }

        /// <summary>Ends the object begun last.</summary>
        public void EndObject() => End('}');

        /// <summary>Begins a member that is an array.</summary>
        /// <param name="name">Its name.</param>
        public void BeginArray(string name)
        {
            Name(name);
            Begin('[');
        }

        /// <summary>Ends the array begun last.</summary>
        public void EndArray() => End(']');

        /// <summary>Writes an item of an array.</summary>
        /// <param name="value">The text.</param>
        public void Item(string value)
        {
            Separate();
            Quote(value);
        }

        /// <summary>Writes a member that is text.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="value">The text, not <c>null</c>.</param>
        public void Member(string name, string value)
        {
            Name(name);
            Quote(value);
            _needsComma = true;
        }

        /// <summary>Writes a member that is text, unless it is empty: what is not known is not said.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="value">The text.</param>
        public void MemberIfKnown(string name, string value)
        {
            if (value.Length > 0)
            {
                Member(name, value);
            }
        }

        /// <summary>Writes a member that is a whole number.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="value">The number.</param>
        public void Member(string name, long value)
        {
            Name(name);
            _text.Append(value.ToString());
            _needsComma = true;
        }

        /// <summary>Writes a member that is true or false.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="value">The value.</param>
        public void Member(string name, bool value)
        {
            Name(name);
            _text.Append(value ? "true" : "false");
            _needsComma = true;
        }

        /// <summary>Writes a member that is a number with six decimals.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="millionths">The number in millionths.</param>
        public void MemberE6(string name, int millionths)
        {
            Name(name);
            long magnitude = millionths < 0 ? -(long)millionths : millionths;
            if (millionths < 0)
            {
                _text.Append('-');
            }

            _text.Append((magnitude / 1000000).ToString());
            _text.Append('.');
            _text.Append((magnitude % 1000000).ToString().PadLeft(6, '0'));
            _needsComma = true;
        }

        /// <summary>Writes members that are JSON text already.</summary>
        /// <param name="members">One or more members without braces.</param>
        public void Members(string members)
        {
            Separate();
            _text.Append(members);
        }

        /// <summary>The text written so far.</summary>
        /// <returns>JSON.</returns>
        public override string ToString() => _text.ToString();

        private void Begin(char bracket)
        {
            _text.Append(bracket);
            _needsComma = false;
        }

        private void End(char bracket)
        {
            _text.Append(bracket);
            _needsComma = true;
        }

        private void Name(string name)
        {
            Separate();
            _text.Append('"');
            _text.Append(name);
            _text.Append("\":");
        }

        private void Separate()
        {
            if (_needsComma)
            {
                _text.Append(',');
            }

            _needsComma = true;
        }

        private void Quote(string value)
        {
            _text.Append('"');

            // Not by the string's index: the device counts its way through the text for each, and of a character above U+FFFF it
            // gives the first half twice.
            char[] chars = value.ToCharArray();
            for (int i = 0; i < chars.Length; i++)
            {
                char c = chars[i];
                if (c == '"' || c == '\\')
                {
                    _text.Append('\\');
                    _text.Append(c);
                }
                else if (c < ' ')
                {
                    _text.Append("\\u00");
                    _text.Append(((int)c).ToString("x2"));
                }
                else
                {
                    _text.Append(c);
                }
            }

            _text.Append('"');
        }
    }
}
