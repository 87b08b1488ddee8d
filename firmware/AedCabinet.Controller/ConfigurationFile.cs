using System;
using System.Text;
using AedCabinet.Formats;
using AedCabinet.Parsing;
using AedCabinet.Platform;
using AedCabinet.Settings;

namespace AedCabinet.Controller
{
    /// <summary>
    /// Reads <c>cabinet.json</c> from flash. A file that is missing or wrong never stops the cabinet: it then runs on its
    /// defaults on its board's own pins, not commissioned, watches its door and sounds, its lamps blink a
    /// <see cref="FaultCode"/>, and the log says every problem.
    /// </summary>
    public static class ConfigurationFile
    {
        private const int MaxReads = 5;

        // Three ways: with the settings changed by command, the file alone, and without the sections that may fail.
        private const int Ways = 3;

        /// <summary>The file's name on flash.</summary>
        public const string Name = "cabinet.json";

        /// <summary>Reads the file.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="target">The target of the image that runs, which tells the board's own pins when the file doesn't.</param>
        /// <param name="log">Told every problem.</param>
        /// <returns>A configuration to run with, whatever the file is like.</returns>
        public static CabinetConfiguration Load(IStorage storage, string target, ILog log)
        {
            ConfigurationProblems problems = new ConfigurationProblems();
            CabinetConfiguration configuration = null;
            FaultCode fault = FaultCode.NoConfiguration;
            FlashAnswer answer = storage.Read(Name, out byte[] content);
            for (int i = 1; i < MaxReads && answer == FlashAnswer.Failed; i++)
            {
                answer = storage.Read(Name, out content);
            }

            if (answer == FlashAnswer.Failed)
            {
                // The file may be there and right: flash has not said that it is missing.
                fault = FaultCode.UnreadableConfiguration;
                log.Error(Name + ": flash can't be read just now; the board restarts when it can");
            }

            if (answer == FlashAnswer.Found)
            {
                configuration = Read(storage, content, problems, log);
                fault = configuration == null ? FaultCode.UnreadableConfiguration : FaultCode.WrongSettings;
            }

            if (configuration != null && problems.Count == 0)
            {
                if (HasMemory(log))
                {
                    return configuration;
                }

                fault = FaultCode.TooLittleMemory;
            }

            // The boot report says that the file is missing.
            string[] lines = problems.ToLines();
            for (int i = 0; i < lines.Length; i++)
            {
                log.Error(Name + ": " + lines[i]);
            }

            configuration = CabinetConfiguration.NotCommissioned(fault, KnownBoards.PinsOfTarget(target));
            configuration.IsUnread = answer == FlashAnswer.Failed;
            configuration.FirstBoot = configuration.IsUnread ? 0 : configuration.FirstBoot;
            return configuration;
        }

        // If this can't be found out, the board starts: a lack of memory will show later.
        private static bool HasMemory(ILog log)
        {
            try
            {
                return MemoryNeed.IsMet(log);
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                log.Error("memory: can't be judged (" + exception.GetType().FullName + ")");
                return true;
            }
        }

        // The door is watched whatever the file does to the reader: if one way of reading fails, a simpler one is tried.
        private static CabinetConfiguration Read(IStorage storage, byte[] content, ConfigurationProblems problems, ILog log)
        {
            bool isUnread = false;
            for (int i = 0; i < Ways; i++)
            {
                try
                {
                    CabinetConfiguration configuration = null;
                    if (i == 0)
                    {
                        isUnread = !TryReadOverlay(storage, content, out string overlay);
                        configuration = WithRemoteSettings(content, overlay, log);
                    }

                    configuration = configuration ?? Parse(content, problems, i == Ways - 1);
                    if (configuration != null && isUnread)
                    {
                        configuration.IsUnread = true;
                        log.Warning("settings: flash can't be read just now; the board restarts when it can");
                    }

                    return configuration;
                }
                catch (Exception exception) when (!(exception is OutOfMemoryException))
                {
                    log.Error(Name + ": can't be read (" + exception.GetType().FullName + "); deploy the folder made by provision again");
                }
            }

            return null;
        }

        // An unreadable file is not the same as one that was never written (SPEC §11): false when other settings may be in force than those
        // read.
        private static bool TryReadOverlay(IStorage storage, byte[] content, out string overlay)
        {
            bool isRead = false;
            overlay = null;
            for (int i = 0; i < MaxReads && !isRead; i++)
            {
                RemoteSettings settings = new RemoteSettings(storage, content);
                overlay = settings.ReadOverlay() ?? overlay;
                isRead = overlay != null && !settings.IsDoubtful;
            }

            overlay = overlay ?? string.Empty;
            return isRead;
        }

        /// <summary>Parses and checks a configuration's text.</summary>
        /// <param name="content">The file's bytes, UTF-8.</param>
        /// <param name="problems">Receives every problem.</param>
        /// <param name="isBare">Whether only what safe mode keeps is read, for safe mode's default set points.</param>
        /// <returns>The configuration, or <c>null</c> when the text is not JSON at all.</returns>
        public static CabinetConfiguration Parse(byte[] content, ConfigurationProblems problems, bool isBare = false)
        {
            string refusal = JsonLimits.WhyRefused(content);
            if (refusal != null)
            {
                problems.Add(string.Empty, refusal);
                return null;
            }

            ConfigurationText text = ConfigurationText.Find(content, new JsonParser());
            CabinetConfiguration configuration = text == null ? null
                : ConfigurationReader.Read(new ConfigurationSection(text, string.Empty, problems), isBare);
            if (text == null || text.IsBroken)
            {
                problems.Add(string.Empty,
                    "is not valid JSON; check brackets, commas and quotation marks, and for half of a character (\\ud83e alone)");
            }

            return text == null || text.IsBroken ? null : configuration;
        }

        // Settings changed by command were judged when they came; if they are wrong all the same, the file alone counts.
        private static CabinetConfiguration WithRemoteSettings(byte[] content, string overlay, ILog log)
        {
            JsonParser parser = new JsonParser();
            ConfigurationText text = overlay.Length == 0 || JsonLimits.WhyRefused(content) != null ? null
                : ConfigurationText.Find(content, parser);
            ConfigurationText changes = text == null ? null : ConfigurationText.Find(Encoding.UTF8.GetBytes(overlay), parser);
            if (changes == null)
            {
                return null;
            }

            text.Cover(changes);
            ConfigurationProblems problems = new ConfigurationProblems();
            CabinetConfiguration configuration = ConfigurationReader.Read(new ConfigurationSection(text, string.Empty, problems));
            if (problems.Count == 0)
            {
                return configuration;
            }

            log.Error(Name + ": the settings changed by command don't fit it (" + problems.ToLines()[0] + "); they are not used");
            return null;
        }
    }
}
