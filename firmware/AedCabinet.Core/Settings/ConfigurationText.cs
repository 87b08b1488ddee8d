using System.Collections;
using System.Text;

namespace AedCabinet
{
    /// <summary>
    /// The JSON object of <c>cabinet.json</c>, or of settings that lie over it, of which each member is parsed only when it is asked
    /// for and let go afterwards: all of it at once takes the device ten times its text.
    /// </summary>
    public sealed class ConfigurationText
    {
        private const int None = -1;

        private readonly IJsonParser _parser;
        private readonly byte[] _content;
        private readonly ArrayList _names = new ArrayList();
        private readonly ArrayList _starts = new ArrayList();
        private readonly ArrayList _ends = new ArrayList();
        private ConfigurationText _over;
        private int _at;

        private ConfigurationText(byte[] content, IJsonParser parser)
        {
            _content = content;
            _parser = parser;
        }

        /// <summary>Gets a value indicating whether a member turned out to be no JSON when it was parsed.</summary>
        public bool IsBroken { get; private set; }

        /// <summary>Gets the names of its members, those of the settings over it not among them.</summary>
        public ArrayList Names => _names;

        /// <summary>Finds the members of a text.</summary>
        /// <param name="content">JSON as UTF-8 within <see cref="JsonLimits"/>; not changed while this is used.</param>
        /// <param name="parser">Parses a member.</param>
        /// <returns>The members, or <c>null</c> when the text is no JSON object whose members can be told apart.</returns>
        public static ConfigurationText Find(byte[] content, IJsonParser parser)
        {
            ConfigurationText text = new ConfigurationText(content, parser);
            return text.TryFindMembers() ? text : null;
        }

        /// <summary>Lays settings over this text: what they say counts.</summary>
        /// <param name="over">The settings.</param>
        public void Cover(ConfigurationText over) => _over = over;

        /// <summary>Whether a member is there and not null, here or in the settings over it.</summary>
        /// <param name="name">The member.</param>
        /// <returns><c>true</c> when it has a value.</returns>
        public bool Has(string name) => HasHere(name) || (_over != null && _over.Has(name));

        /// <summary>Parses a member, the settings over it included.</summary>
        /// <param name="name">The member.</param>
        /// <returns>What the parser makes of it, or <c>null</c> when it is absent or no JSON (then <see cref="IsBroken"/>).</returns>
        public object Parse(string name)
        {
            object value = HasHere(name) ? ParseHere(name) : null;
            if (_over == null || !_over.Has(name))
            {
                return value;
            }

            object changes = _over.Parse(name);
            IsBroken = IsBroken || _over.IsBroken;
            return SettingsMerge.On(value, changes);
        }

        private bool HasHere(string name)
        {
            int place = PlaceOf(name);
            return place >= 0 && _content[(int)_starts[place]] != 'n';
        }

        private int PlaceOf(string name)
        {
            for (int i = 0; i < _names.Count; i++)
            {
                if ((string)_names[i] == name)
                {
                    return i;
                }
            }

            return -1;
        }

        private object ParseHere(string name)
        {
            int place = PlaceOf(name);
            int start = (int)_starts[place];
            string value = new string(Encoding.UTF8.GetChars(_content, start, (int)_ends[place] - start));
            if (!_parser.TryParse("{\"" + name + "\":" + value + "}", out Hashtable members))
            {
                IsBroken = true;
                return null;
            }

            return members[name];
        }

        private bool TryFindMembers()
        {
            if (!Take('{'))
            {
                return false;
            }

            if (Take('}'))
            {
                return IsAtEnd();
            }

            do
            {
                if (!TryFindMember())
                {
                    return false;
                }
            }
            while (Take(','));
            return Take('}') && IsAtEnd();
        }

        private bool TryFindMember()
        {
            if (!Take('"'))
            {
                return false;
            }

            int start = _at;
            while (_at < _content.Length && _content[_at] != '"' && _content[_at] != '\\')
            {
                _at++;
            }

            if (_at == _content.Length || _content[_at] == '\\')
            {
                return false;
            }

            string name = new string(Encoding.UTF8.GetChars(_content, start, _at - start));
            _at++;
            if (PlaceOf(name) >= 0 || !Take(':'))
            {
                return false;
            }

            SkipSpace();
            int valueStart = _at;
            int valueEnd = EndOfValue();
            if (valueEnd == None)
            {
                return false;
            }

            _names.Add(name);
            _starts.Add(valueStart);
            _ends.Add(valueEnd);
            return true;
        }

        // What stands in the value is the parser's to judge; here only where it ends.
        private int EndOfValue()
        {
            int depth = 0;
            bool isInText = false;
            int start = _at;
            for (; _at < _content.Length; _at++)
            {
                byte b = _content[_at];
                if (isInText)
                {
                    _at += b == '\\' ? 1 : 0;
                    isInText = b != '"';
                }
                else if (depth == 0 && (b == ',' || b == '}' || b == ']'))
                {
                    return b == ']' || _at == start ? None : _at;
                }
                else if (b == '"' || b == '{' || b == '[')
                {
                    // A second value behind the first: a comma is missing.
                    if (depth == 0 && _at != start)
                    {
                        return None;
                    }

                    isInText = b == '"';
                    depth += isInText ? 0 : 1;
                }
                else if (b == '}' || b == ']')
                {
                    depth--;
                }
            }

            return None;
        }

        private void SkipSpace()
        {
            while (_at < _content.Length && (_content[_at] == ' ' || _content[_at] == '\t' || _content[_at] == '\n' || _content[_at] == '\r'))
            {
                _at++;
            }
        }

        private bool Take(char c)
        {
            SkipSpace();
            bool isThere = _at < _content.Length && _content[_at] == c;
            _at += isThere ? 1 : 0;
            return isThere;
        }

        private bool IsAtEnd()
        {
            SkipSpace();
            return _at == _content.Length;
        }
    }
}
