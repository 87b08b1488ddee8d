using System.Collections;
using AedCabinet.Formats;

namespace AedCabinet.Parsing
{
    /// <summary>Puts some settings on top of others, member by member.</summary>
    public static class SettingsMerge
    {
        // Identity, place, wiring and trust are set on site, never from afar (SPEC §14).
        private const string Sections =
            "site, aed, door, presence, chattering, buttons, kit, alarm, modes, care, clock, indicator, indicatorProfile, "
            + "temperature, climate, power, lock, broker";

        /// <summary>Whether a section may be changed from afar.</summary>
        /// <param name="name">The name of a member of <c>cabinet.json</c>.</param>
        /// <returns><c>false</c> for identity, pins, network, key and anything unknown.</returns>
        public static bool MayChange(string name) => Words.IndexOf(Sections, name) >= 0;

        /// <summary>Gets how many sections may be changed.</summary>
        public static int Count => Words.CountOf(Sections);

        /// <summary>One of the sections that may be changed.</summary>
        /// <param name="index">0 to <see cref="Count"/> − 1.</param>
        /// <returns>Its name.</returns>
        public static string NameAt(int index) => Words.At(Sections, index);

        /// <summary>Puts a change on top of a value.</summary>
        /// <param name="value">What there is, <c>null</c> for nothing; changed when both are objects.</param>
        /// <param name="change">The change, as parsed.</param>
        /// <returns>What there is then; <c>null</c> for nothing.</returns>
        public static object On(object value, object change)
        {
            if (!(change is Hashtable changes))
            {
                return change;
            }

            // Into an object of its own where there is none yet: nothing of the changes is shared.
            Hashtable members = value as Hashtable ?? new Hashtable();
            Apply(members, changes);
            return members;
        }

        /// <summary>Puts changes on top of settings.</summary>
        /// <param name="settings">The settings; changed.</param>
        /// <param name="changes">The changes: objects are merged, everything else replaces, <c>null</c> stays as one and counts as absent.
        /// Not deeper than <see cref="JsonLimits.MaxDepth"/>.</param>
        public static void Apply(Hashtable settings, Hashtable changes)
        {
            foreach (DictionaryEntry change in changes)
            {
                // Never Hashtable.Remove: on the device a key that is set after another was removed may be there twice.
                settings[change.Key] = On(settings.Contains(change.Key) ? settings[change.Key] : null, change.Value);
            }
        }
    }
}
