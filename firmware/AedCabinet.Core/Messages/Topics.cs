using AedCabinet.Settings;

namespace AedCabinet.Messages
{
    /// <summary>
    /// A cabinet's topics in contract v1 (SPEC §13). Only what they begin with is kept; a topic is made when a message needs it.
    /// </summary>
    public sealed class Topics
    {
        /// <summary>Initializes a new instance of the <see cref="Topics"/> class.</summary>
        /// <param name="configuration">The cabinet's identity.</param>
        public Topics(CabinetConfiguration configuration)
        {
            Base = "aed/v1/" + configuration.Prefecture + "/" + configuration.County + "/" + configuration.Sector + "/" + configuration.Id;
        }

        /// <summary>Gets what all of them begin with: <c>aed/v1/{prefecture}/{county}/{sector}/{cabinet}</c>.</summary>
        public string Base { get; }

        /// <summary>Gets the topic of the birth and last-will messages.</summary>
        public string Online => Base + "/online";

        /// <summary>Gets the topic of who and where the cabinet is.</summary>
        public string About => Base + "/about";

        /// <summary>Gets the topic of the cabinet's latest state.</summary>
        public string State => Base + "/state";

        /// <summary>Gets the topic of its events.</summary>
        public string Event => Base + "/event";

        /// <summary>Gets the topic of its figures over time.</summary>
        public string Telemetry => Base + "/telemetry";

        /// <summary>Gets the topic on which it takes commands.</summary>
        public string Command => Base + "/command";

        /// <summary>Gets the topic on which it answers them.</summary>
        public string Reply => Base + "/reply";
    }
}
