using System;
using System.Collections;
using System.Text;
using AedCabinet.Commands;
using AedCabinet.Formats;
using AedCabinet.Parsing;
using AedCabinet.Platform;
using AedCabinet.Settings;

namespace AedCabinet.Controller
{
    /// <summary>
    /// Judges remote settings on top of the board's own <c>cabinet.json</c>, with the reader that the next boot will use.
    /// </summary>
    public sealed class SettingsCheck : ISettingsCheck
    {
        /// <summary>
        /// The free bytes that a check begins with at least: it takes 17.4 KB at its peak (nanoCLR, a file of 2.6 KB), and the scan must
        /// find a frame's 204 bytes in one piece meanwhile. With 4 KB left over, three scans in two hours found none at 111 KB.
        /// </summary>
        public const int NeededBytes = 23000;

        private readonly IStorage _storage;
        private readonly IJsonParser _parser;
        private readonly RemoteSettings _settings;
        private readonly HeapWatch _heap;

        /// <summary>Initializes a new instance of the <see cref="SettingsCheck"/> class.</summary>
        /// <param name="storage">Where <c>cabinet.json</c> is.</param>
        /// <param name="parser">Reads JSON.</param>
        /// <param name="settings">The remote settings there are.</param>
        /// <param name="heap">Knows what was free last; <c>null</c> where memory is no question.</param>
        public SettingsCheck(IStorage storage, IJsonParser parser, RemoteSettings settings, HeapWatch heap = null)
        {
            _heap = heap;
            _storage = storage;
            _parser = parser;
            _settings = settings;
        }

        /// <inheritdoc/>
        public string WhyRefused(Hashtable changes, CabinetConfiguration present, out string overlay, out string[] losses)
        {
            overlay = null;
            losses = null;
            if (_heap != null && _heap.FreeBytes > 0 && _heap.FreeBytes < NeededBytes)
            {
                // A lack of memory is refused here, before it begins, instead of hitting the scan in the middle.
                throw new OutOfMemoryException();
            }

            if (changes.Count == 0)
            {
                return "args names no setting";
            }

            string fixedName = FixedNameIn(changes);
            if (fixedName != null)
            {
                return fixedName + ": is not a setting that can be changed by command";
            }

            if (_storage.Read(ConfigurationFile.Name, out byte[] content) != FlashAnswer.Found)
            {
                return ConfigurationFile.Name + " can't be read";
            }

            ConfigurationText file = ConfigurationText.Find(content, _parser);
            if (file == null)
            {
                return ConfigurationFile.Name + " can't be read";
            }

            string before = _settings.ReadOverlay();
            if (_settings.IsDoubtful || before == null)
            {
                return "flash can't be read just now; ask again later";
            }

            string text = TextWith(before, changes);
            if (text == null || text.Length > RemoteSettings.MaxLength)
            {
                return "args holds something that can't be kept: text that looks like a time, an array, or more than "
                    + RemoteSettings.MaxLength.ToString() + " characters in all";
            }

            file.Cover(ConfigurationText.Find(Encoding.UTF8.GetBytes(text), _parser));
            ConfigurationProblems problems = new ConfigurationProblems();
            CabinetConfiguration next = ConfigurationReader.Read(new ConfigurationSection(file, string.Empty, problems));
            next.RejectWeakerLink(present.Broker, problems);
            if (problems.Count == 0)
            {
                overlay = text;
                losses = next.LossesAgainst(present);
                return null;
            }

            return Join(problems.ToLines());
        }

        private static string FixedNameIn(Hashtable changes)
        {
            foreach (object name in changes.Keys)
            {
                if (!SettingsMerge.MayChange((string)name))
                {
                    return (string)name;
                }
            }

            return null;
        }

        private static string Join(string[] lines)
        {
            string text = lines[0];
            for (int i = 1; i < lines.Length; i++)
            {
                text += "; " + lines[i];
            }

            return text;
        }

        // All remote settings as they will be, one section at a time; null when something in them can't be written.
        private string TextWith(string before, Hashtable changes)
        {
            ConfigurationText settings = before.Length == 0 ? null : ConfigurationText.Find(Encoding.UTF8.GetBytes(before), _parser);
            JsonWriter writer = new JsonWriter();
            writer.BeginObject();
            int count = SettingsMerge.Count;
            for (int i = 0; i < count; i++)
            {
                string name = SettingsMerge.NameAt(i);
                object section = settings == null ? null : settings.Parse(name);
                if (changes.Contains(name))
                {
                    section = SettingsMerge.On(section, changes[name]);
                }

                if (section != null && !SettingsText.TryWrite(writer, name, section))
                {
                    return null;
                }
            }

            writer.EndObject();
            return writer.ToString();
        }
    }
}
