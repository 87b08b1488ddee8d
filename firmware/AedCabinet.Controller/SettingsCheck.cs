using System.Collections;
using System.Text;

namespace AedCabinet.Controller
{
    /// <summary>Judges remote settings on top of the board's own <c>cabinet.json</c>, with the reader that the next boot will use.</summary>
    public sealed class SettingsCheck : ISettingsCheck
    {
        private readonly IStorage _storage;
        private readonly IJsonParser _parser;
        private readonly RemoteSettings _settings;

        /// <summary>Initializes a new instance of the <see cref="SettingsCheck"/> class.</summary>
        /// <param name="storage">Where <c>cabinet.json</c> is.</param>
        /// <param name="parser">Reads JSON.</param>
        /// <param name="settings">The remote settings there are.</param>
        public SettingsCheck(IStorage storage, IJsonParser parser, RemoteSettings settings)
        {
            _storage = storage;
            _parser = parser;
            _settings = settings;
        }

        /// <inheritdoc/>
        public string WhyRefused(Hashtable changes, out string overlay)
        {
            overlay = null;
            if (changes.Count == 0)
            {
                return "args names no setting";
            }

            foreach (object name in changes.Keys)
            {
                if (!SettingsMerge.MayChange((string)name))
                {
                    return (string)name + ": is not a setting that can be changed by command";
                }
            }

            if (!_storage.TryRead(ConfigurationFile.Name, out byte[] file)
                || !_parser.TryParse(new string(Encoding.UTF8.GetChars(file)), out Hashtable root))
            {
                return ConfigurationFile.Name + " can't be read";
            }

            Hashtable settings = new Hashtable();
            if (_settings.Overlay.Length > 0 && !_parser.TryParse(_settings.Overlay, out settings))
            {
                settings = new Hashtable();
            }

            SettingsMerge.Apply(settings, changes);
            string text = SettingsText.Of(settings);
            if (text == null || text.Length > RemoteSettings.MaxLength || !_parser.TryParse(text, out Hashtable again))
            {
                return "args holds something that can't be kept: text that looks like a time, an array, or more than "
                    + RemoteSettings.MaxLength.ToString() + " characters in all";
            }

            SettingsMerge.Apply(root, again);
            ConfigurationProblems problems = new ConfigurationProblems();
            ConfigurationReader.Read(root, problems);
            if (problems.Count == 0)
            {
                overlay = text;
                return null;
            }

            string[] lines = problems.ToLines();
            string refusal = lines[0];
            for (int i = 1; i < lines.Length; i++)
            {
                refusal += "; " + lines[i];
            }

            return refusal;
        }
    }
}
