using System.Collections;

namespace AedCabinet
{
    /// <summary>Puts some settings on top of others, member by member.</summary>
    public static class SettingsMerge
    {
        // Who and where the cabinet is, how it is wired and what it trusts is set on site, never from afar (SPEC §14).
        private static readonly string[] s_sections =
        {
            "site", "aed", "door", "presence", "chattering", "buttons", "kit", "alarm", "modes", "care", "clock", "indicator", "indicatorProfile",
            "temperature", "climate", "power", "lock", "broker",
        };

        /// <summary>Whether a section may be changed from afar.</summary>
        /// <param name="name">The name of a member of <c>cabinet.json</c>.</param>
        /// <returns><c>false</c> for identity, pins, network, key and anything unknown.</returns>
        public static bool MayChange(string name)
        {
            for (int i = 0; i < s_sections.Length; i++)
            {
                if (s_sections[i] == name)
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Puts changes on top of settings.</summary>
        /// <param name="settings">The settings; changed.</param>
        /// <param name="changes">The changes: objects are merged, everything else replaces, <c>null</c> removes. Not deeper than <see cref="JsonLimits.MaxDepth"/>.</param>
        public static void Apply(Hashtable settings, Hashtable changes)
        {
            foreach (DictionaryEntry change in changes)
            {
                Hashtable inner = change.Value as Hashtable;
                Hashtable present = settings.Contains(change.Key) ? settings[change.Key] as Hashtable : null;
                if (inner != null)
                {
                    // Into an object of its own where there is none yet: nothing of the changes is shared, and no null is kept.
                    if (present == null)
                    {
                        present = new Hashtable();
                        settings[change.Key] = present;
                    }

                    Apply(present, inner);
                }
                else if (change.Value == null)
                {
                    settings.Remove(change.Key);
                }
                else
                {
                    settings[change.Key] = change.Value;
                }
            }
        }
    }
}
