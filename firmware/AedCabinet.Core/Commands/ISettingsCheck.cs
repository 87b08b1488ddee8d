using System.Collections;
using AedCabinet.Settings;

namespace AedCabinet.Commands
{
    /// <summary>Judges settings that somebody wants to change, as part of the whole configuration.</summary>
    public interface ISettingsCheck
    {
        /// <summary>Puts changes on top of the remote settings there are and judges the whole result. Changes nothing.</summary>
        /// <param name="changes">The settings to change, as parsed.</param>
        /// <param name="present">The settings in use.</param>
        /// <param name="overlay">All remote settings as they would be, as JSON; <c>null</c> when refused.</param>
        /// <param name="losses">What of the cabinet's purpose the changes would put out of use; <c>null</c> for nothing.</param>
        /// <returns>What is wrong, each problem with its path, or <c>null</c>.</returns>
        string WhyRefused(Hashtable changes, CabinetConfiguration present, out string overlay, out string[] losses);
    }
}
