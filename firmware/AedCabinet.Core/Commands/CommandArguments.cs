using AedCabinet.State;

namespace AedCabinet.Commands
{
    /// <summary>A command's arguments, judged: what a command doesn't take is at its default.</summary>
    public sealed class CommandArguments
    {
        /// <summary>
        /// Gets or sets for how long, in milliseconds; 0 for the default. Of <c>acknowledge</c> which emergency, a bit of
        /// <see cref="OpenEmergencies.Opened"/>; 0 for all.
        /// </summary>
        public long DurationMs { get; set; }

        /// <summary>Gets or sets a value indicating whether what is named ends instead of starting.</summary>
        public bool IsEnd { get; set; }

        /// <summary>Gets or sets a value indicating whether SOS is part of the drill.</summary>
        public bool IsSos { get; set; }

        /// <summary>Gets or sets who asked, empty when nobody said.</summary>
        public string Who { get; set; } = string.Empty;

        /// <summary>Gets or sets all remote settings as they will be, as JSON; <c>null</c> for none.</summary>
        public string Overlay { get; set; }

        /// <summary>Gets or sets what the new settings put out of use, lines to be told; <c>null</c> for nothing.</summary>
        public string[] Losses { get; set; }

        /// <summary>Gets or sets the events to be given again: boot, first and last number; <c>null</c> for none.</summary>
        public int[] Range { get; set; }
    }
}
