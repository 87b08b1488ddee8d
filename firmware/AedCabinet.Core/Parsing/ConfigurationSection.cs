using System;
using System.Collections;
using AedCabinet.Formats;
using AedCabinet.Settings;
using AedCabinet.Timing;

namespace AedCabinet.Parsing
{
    /// <summary>
    /// One JSON object of a configuration while it is read: gives typed values with their defaults, notes every problem by
    /// its path, and at the end every member nobody asked for.
    /// </summary>
    public sealed class ConfigurationSection
    {
        private readonly Hashtable _members;
        private readonly ConfigurationText _text;

        // A list: a table of two dozen names is 2 KB on the device.
        private readonly ArrayList _asked = new ArrayList();
        private readonly string _path;
        private readonly ConfigurationProblems _problems;

        /// <summary>Initializes a new instance of the <see cref="ConfigurationSection"/> class.</summary>
        /// <param name="members">The object's members as parsed.</param>
        /// <param name="path">Its path, empty for the whole file.</param>
        /// <param name="problems">Receives what is wrong.</param>
        public ConfigurationSection(Hashtable members, string path, ConfigurationProblems problems)
        {
            _members = members;
            _path = path;
            _problems = problems;
        }

        /// <summary>
        /// Initializes a new instance of the <see cref="ConfigurationSection"/> class whose members are parsed one at a time.
        /// </summary>
        /// <param name="text">The members.</param>
        /// <param name="path">Its path, empty for the whole file.</param>
        /// <param name="problems">Receives what is wrong.</param>
        public ConfigurationSection(ConfigurationText text, string path, ConfigurationProblems problems)
        {
            _text = text;
            _path = path;
            _problems = problems;
        }

        /// <summary>Gets what is wrong so far.</summary>
        public ConfigurationProblems Problems => _problems;

        /// <summary>Notes a problem at a member.</summary>
        /// <param name="name">The member.</param>
        /// <param name="what">What is wrong and what would be right.</param>
        public void Reject(string name, string what) => _problems.Add(PathOf(name), what);

        /// <summary>Whether a member is there and not null.</summary>
        /// <param name="name">The member.</param>
        /// <returns><c>true</c> when it has a value.</returns>
        public bool Has(string name)
        {
            if (!IsAsked(name))
            {
                _asked.Add(name);
            }

            return _text == null ? _members.Contains(name) && _members[name] != null : _text.Has(name);
        }

        /// <summary>An object inside this one; empty when it is absent.</summary>
        /// <param name="name">The member.</param>
        /// <returns>The section, on which <see cref="RejectUnknown"/> is to be called too.</returns>
        public ConfigurationSection Section(string name)
        {
            Hashtable members = null;
            if (Has(name) && _text != null && _text.IsLarge(name))
            {
                ConfigurationText inside = _text.Inside(name);
                if (inside != null)
                {
                    return new ConfigurationSection(inside, PathOf(name), _problems);
                }

                Reject(name, "must be an object in { }");
            }
            else if (Has(name))
            {
                members = (_text == null ? _members[name] : _text.Parse(name)) as Hashtable;
                if (members == null)
                {
                    Reject(name, "must be an object in { }");
                }
            }

            return new ConfigurationSection(members ?? new Hashtable(), PathOf(name), _problems);
        }

        /// <summary>A text.</summary>
        /// <param name="name">The member.</param>
        /// <param name="isRequired">Whether its absence is a problem.</param>
        /// <param name="maxLength">The most characters it may have.</param>
        /// <returns>The text, empty when absent or wrong.</returns>
        public string Text(string name, bool isRequired, int maxLength)
        {
            if (!Has(name))
            {
                if (isRequired)
                {
                    Reject(name, "is missing");
                }

                return string.Empty;
            }

            string text = (_text == null ? _members[name] : _text.Parse(name)) as string;
            if (text == null)
            {
                // The device's parser turns text of 18 characters or more that looks like a time, or is only digits, into one.
                Reject(name, (_text == null ? _members[name] : _text.Parse(name)) is DateTime
                    ? "is read as a time; write it so that it doesn't look like one" : "must be text in quotation marks");
                return string.Empty;
            }

            if (text.Length > maxLength)
            {
                Reject(name, "has " + text.Length.ToString() + " characters, at most " + maxLength.ToString() + " are allowed");
                return string.Empty;
            }

            if (isRequired && text.Length == 0)
            {
                Reject(name, "is empty");
            }

            return text;
        }

        /// <summary>A whole number within a range.</summary>
        /// <param name="name">The member.</param>
        /// <param name="fallback">Its value when absent or wrong.</param>
        /// <param name="min">The least value allowed.</param>
        /// <param name="max">The greatest value allowed.</param>
        /// <returns>The number.</returns>
        public int Number(string name, int fallback, int min, int max)
        {
            if (!Has(name))
            {
                return fallback;
            }

            if (!JsonNumber.TryGetWhole((_text == null ? _members[name] : _text.Parse(name)), out long value))
            {
                Reject(name, "must be a whole number");
                return fallback;
            }

            if (value < min || value > max)
            {
                Reject(name, value.ToString() + " is not within " + min.ToString() + " to " + max.ToString());
                return fallback;
            }

            return (int)value;
        }

        /// <summary>An angle in degrees.</summary>
        /// <param name="name">The member.</param>
        /// <param name="limitDegrees">The greatest value either way.</param>
        /// <returns>Millionths of a degree, 0 when absent or wrong.</returns>
        public int DegreesE6(string name, int limitDegrees)
        {
            if (!Has(name))
            {
                Reject(name, "is missing");
                return 0;
            }

            if (!JsonNumber.TryGetMillionths((_text == null ? _members[name] : _text.Parse(name)), out long millionths))
            {
                Reject(name, "must be a number of degrees");
                return 0;
            }

            if (millionths < -limitDegrees * 1000000L || millionths > limitDegrees * 1000000L)
            {
                Reject(name, "is not within -" + limitDegrees.ToString() + " to " + limitDegrees.ToString() + " degrees");
                return 0;
            }

            return (int)millionths;
        }

        /// <summary>A temperature within a range.</summary>
        /// <param name="name">The member: degrees Celsius with at most one decimal.</param>
        /// <param name="fallbackDeciC">Its value when absent or wrong, tenths of °C.</param>
        /// <param name="minDeciC">The least value allowed, tenths of °C.</param>
        /// <param name="maxDeciC">The greatest value allowed, tenths of °C.</param>
        /// <returns>Tenths of °C.</returns>
        public int DeciCelsius(string name, int fallbackDeciC, int minDeciC, int maxDeciC)
        {
            if (!Has(name))
            {
                return fallbackDeciC;
            }

            if (!JsonNumber.TryGetTenths((_text == null ? _members[name] : _text.Parse(name)), out int deciC))
            {
                Reject(name, "must be a number of degrees with at most one decimal");
                return fallbackDeciC;
            }

            if (deciC < minDeciC || deciC > maxDeciC)
            {
                Reject(name, TemperatureText.Of(deciC) + " is not within " + TemperatureText.Of(minDeciC) + " to "
                    + TemperatureText.Of(maxDeciC));
                return fallbackDeciC;
            }

            return deciC;
        }

        /// <summary>A yes or no.</summary>
        /// <param name="name">The member.</param>
        /// <param name="fallback">Its value when absent or wrong.</param>
        /// <returns>The value.</returns>
        public bool Flag(string name, bool fallback)
        {
            if (!Has(name))
            {
                return fallback;
            }

            object value = _text == null ? _members[name] : _text.Parse(name);
            if (value is bool flag)
            {
                return flag;
            }

            Reject(name, "must be true or false");
            return fallback;
        }

        /// <summary>A day of the calendar.</summary>
        /// <param name="name">The member.</param>
        /// <returns>The day as <c>yyyy-MM-dd</c>, empty when absent or wrong.</returns>
        public string Date(string name)
        {
            if (!Has(name))
            {
                return string.Empty;
            }

            string text = (_text == null ? _members[name] : _text.Parse(name)) as string;
            if (text != null && CalendarDay.IsValid(text))
            {
                return text;
            }

            Reject(name, "must be a date such as \"2027-06-30\"");
            return string.Empty;
        }

        /// <summary>One of several words.</summary>
        /// <param name="name">The member.</param>
        /// <param name="allowed">The <see cref="Words"/>.</param>
        /// <param name="fallback">The index to give when absent or wrong; below 0 when the member is required.</param>
        /// <returns>The index of the word in <paramref name="allowed"/>, or <paramref name="fallback"/>.</returns>
        public int Choice(string name, string allowed, int fallback)
        {
            string text = Text(name, fallback < 0, 64);
            if (text.Length == 0)
            {
                return fallback;
            }

            // Found here and not by who looks up words for everybody: without its settings a cabinet knows nothing.
            string[] words = allowed.Split(',');
            for (int i = 0; i < words.Length; i++)
            {
                if (words[i].Trim() == text)
                {
                    return i;
                }
            }

            Reject(name, "\"" + text + "\" is not one of " + allowed);
            return fallback;
        }

        /// <summary>
        /// Notes every member that nobody asked for: a setting spelled wrongly would otherwise silently keep its default.
        /// </summary>
        public void RejectUnknown()
        {
            foreach (object name in _text == null ? _members.Keys : _text.Names)
            {
                if (!IsAsked((string)name))
                {
                    Reject((string)name, "is not a setting of this firmware; correct its name or remove it");
                }
            }
        }

        private bool IsAsked(string name)
        {
            for (int i = _asked.Count - 1; i >= 0; i--)
            {
                if ((string)_asked[i] == name)
                {
                    return true;
                }
            }

            return false;
        }

        private string PathOf(string name) => _path.Length == 0 ? name : _path + "." + name;
    }
}
