using System;
using System.Collections;
using System.Text;
using nanoFramework.Json;

namespace AedCabinet.Controller
{
    /// <summary>
    /// Reads <c>cabinet.json</c> from flash. A file that is missing or wrong never stops the cabinet: it then runs on its
    /// defaults, not commissioned, watches its door and sounds, and the log says every problem.
    /// </summary>
    public static class ConfigurationFile
    {
        /// <summary>The file's name on flash.</summary>
        public const string Name = "cabinet.json";

        /// <summary>Reads the file.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="log">Told every problem.</param>
        /// <returns>A configuration to run with, whatever the file is like.</returns>
        public static CabinetConfiguration Load(IStorage storage, ILog log)
        {
            ConfigurationProblems problems = new ConfigurationProblems();
            CabinetConfiguration configuration = null;
            if (storage.TryRead(Name, out byte[] content))
            {
                configuration = Parse(content, problems);
            }
            else
            {
                problems.Add(string.Empty, "the file is missing; deploy the one made for this cabinet");
            }

            if (configuration != null && problems.Count == 0)
            {
                return configuration;
            }

            log.Error(Name + ": " + problems.Count.ToString() + " problem(s); not commissioned, only door and local alarm work until it is mended");
            string[] lines = problems.ToLines();
            for (int i = 0; i < lines.Length; i++)
            {
                log.Error(Name + ": " + lines[i]);
            }

            return CabinetConfiguration.NotCommissioned();
        }

        /// <summary>Parses and checks a configuration's text.</summary>
        /// <param name="content">The file's bytes, UTF-8.</param>
        /// <param name="problems">Receives every problem.</param>
        /// <returns>The configuration, or <c>null</c> when the text is not JSON at all.</returns>
        public static CabinetConfiguration Parse(byte[] content, ConfigurationProblems problems)
        {
            string refusal = JsonLimits.WhyRefused(content);
            if (refusal != null)
            {
                problems.Add(string.Empty, refusal);
                return null;
            }

            Hashtable root = null;
            try
            {
                // The parser's exceptions are of many kinds; the text is bad whichever it is.
                root = JsonConvert.DeserializeObject(new string(Encoding.UTF8.GetChars(content)), typeof(Hashtable)) as Hashtable;
            }
            catch (Exception)
            {
                root = null;
            }

            if (root == null)
            {
                problems.Add(string.Empty, "is not valid JSON; check brackets, commas and quotation marks");
                return null;
            }

            return ConfigurationReader.Read(root, problems);
        }
    }
}
