using System.Collections;
using System.Text;
using AedCabinet.Formats;
using AedCabinet.Platform;

namespace AedCabinet.Parsing
{
    /// <summary>
    /// The JSON object of <c>cabinet.json</c>, or of settings that lie over it, of which each member is parsed only when it is asked
    /// for and let go afterwards: all of it at once takes the device twelve times its text.
    /// </summary>
    public sealed class ConfigurationText
    {
        private const int None = -1;

        // An object of so many bytes takes the parser 3 KB for a moment; a larger one is read member by member.
        private const int MaxParsedBytes = 200;

        // More than a configuration has sections, or any of them settings.
        private const int UsualMembers = 24;

        private readonly IJsonParser _parser;
        private readonly byte[] _content;
        private readonly ArrayList _names = new ArrayList();

        // For each member, where its value starts and where the text behind it starts.
        private int[] _bounds = new int[2 * UsualMembers];
        private ConfigurationText _over;
        private ConfigurationText _outer;
        private int _at;
        private int _end;

        private ConfigurationText(byte[] content, int start, int end, IJsonParser parser)
        {
            _content = content;
            _at = start;
            _end = end;
            _parser = parser;
        }

        /// <summary>Gets a value indicating whether a member turned out to be no JSON when it was parsed.</summary>
        public bool IsBroken { get; private set; }

        /// <summary>Gets the names of its members, those of the settings over it among them.</summary>
        public ArrayList Names
        {
            get
            {
                if (_over == null)
                {
                    return _names;
                }

                ArrayList names = new ArrayList();
                Add(names, _names);
                Add(names, _over._names);
                return names;
            }
        }

        /// <summary>Finds the members of a text.</summary>
        /// <param name="content">JSON as UTF-8 within <see cref="JsonLimits"/>; not changed while this is used.</param>
        /// <param name="parser">Parses a member.</param>
        /// <returns>The members, or <c>null</c> when the text is no JSON object whose members can be told apart.</returns>
        public static ConfigurationText Find(byte[] content, IJsonParser parser)
        {
            ConfigurationText text = new ConfigurationText(content, 0, content.Length, parser);
            return text.TryFindMembers() ? text : null;
        }

        /// <summary>
        /// Whether a member is a large object, or one with further ones in it, here or in the settings over it: then <see cref="Inside"/>
        /// takes less memory than <see cref="Parse"/>.
        /// </summary>
        /// <param name="name">The member.</param>
        /// <returns><c>true</c> when it is.</returns>
        public bool IsLarge(string name) => IsLargeHere(PlaceOf(name)) || (_over != null && _over.IsLarge(name));

        /// <summary>The members of an object inside this one, with the settings over it.</summary>
        /// <param name="name">The member.</param>
        /// <returns>Its members, or <c>null</c> when it is no object whose members can be told apart.</returns>
        public ConfigurationText Inside(string name)
        {
            ConfigurationText here = HasHere(name) ? InsideHere(PlaceOf(name)) : null;
            ConfigurationText over = _over != null && _over.Has(name) ? _over.Inside(name) : null;
            if (here == null || over == null)
            {
                // Settings that are no object replace what they lie over, and are none either.
                return _over != null && _over.Has(name) ? over : here;
            }

            here.Cover(over);
            return here;
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
            // All in one method: the parser is deep itself, and each frame above it is 204 bytes on the device.
            object value = null;
            if (HasHere(name))
            {
                int place = PlaceOf(name);
                int start = _bounds[2 * place];
                if (!_parser.TryParse("{\"" + name + "\":"
                    + new string(Encoding.UTF8.GetChars(_content, start, _bounds[(2 * place) + 1] - start)) + "}", out Hashtable members))
                {
                    NoteBroken();
                    return null;
                }

                value = members[name];
            }

            if (_over == null || !_over.Has(name))
            {
                return value;
            }

            object changes = _over.Parse(name);
            if (_over.IsBroken)
            {
                NoteBroken();
            }

            return SettingsMerge.On(value, changes);
        }

        private bool HasHere(string name)
        {
            int place = PlaceOf(name);
            return place >= 0 && _content[_bounds[2 * place]] != 'n';
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

        private bool IsLargeHere(int place)
        {
            if (place < 0 || _content[_bounds[2 * place]] != '{')
            {
                return false;
            }

            bool isLarge = _bounds[(2 * place) + 1] - _bounds[2 * place] > MaxParsedBytes;
            for (int i = _bounds[2 * place] + 1; i < _bounds[(2 * place) + 1] && !isLarge; i++)
            {
                isLarge = _content[i] == '{' || _content[i] == '[';
            }

            return isLarge;
        }

        private ConfigurationText InsideHere(int place)
        {
            int start = _bounds[2 * place];
            if (_content[start] != '{')
            {
                return null;
            }

            ConfigurationText text = new ConfigurationText(_content, start, _bounds[(2 * place) + 1], _parser);
            text._outer = this;
            if (text.TryFindMembers())
            {
                return text;
            }

            NoteBroken();
            return null;
        }

        private void NoteBroken()
        {
            IsBroken = true;
            if (_outer != null)
            {
                _outer.NoteBroken();
            }
        }

        private static void Add(ArrayList all, ArrayList names)
        {
            for (int i = 0; i < names.Count; i++)
            {
                bool isNew = true;
                for (int k = 0; k < all.Count && isNew; k++)
                {
                    isNew = (string)all[k] != (string)names[i];
                }

                if (isNew)
                {
                    all.Add(names[i]);
                }
            }
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
            while (_at < _end && _content[_at] != '"' && _content[_at] != '\\')
            {
                _at++;
            }

            if (_at == _end || _content[_at] == '\\')
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

            if (2 * _names.Count == _bounds.Length)
            {
                int[] more = new int[2 * _bounds.Length];
                System.Array.Copy(_bounds, 0, more, 0, _bounds.Length);
                _bounds = more;
            }

            _bounds[2 * _names.Count] = valueStart;
            _bounds[(2 * _names.Count) + 1] = valueEnd;
            _names.Add(name);
            return true;
        }

        // The parser judges the value; here only its end is found.
        private int EndOfValue()
        {
            int depth = 0;
            bool isInText = false;
            int start = _at;
            for (; _at < _end; _at++)
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
            while (_at < _end && (_content[_at] == ' ' || _content[_at] == '\t' || _content[_at] == '\n' || _content[_at] == '\r'))
            {
                _at++;
            }
        }

        private bool Take(char c)
        {
            SkipSpace();
            bool isThere = _at < _end && _content[_at] == c;
            _at += isThere ? 1 : 0;
            return isThere;
        }

        private bool IsAtEnd()
        {
            SkipSpace();
            return _at == _end;
        }
    }
}
