using AedCabinet.Exchange;

namespace AedCabinet.Commands
{
    /// <summary>Knows the commands by name and carries them out; is asked only about signed ones.</summary>
    public partial interface ICommandExecutor
    {
        /// <summary>Whether this firmware knows a command.</summary>
        /// <param name="name">Its name.</param>
        /// <returns><c>true</c> when it does.</returns>
        bool Knows(string name);

        /// <summary>Judges the arguments and changes nothing.</summary>
        /// <param name="name">The command.</param>
        /// <param name="args">Its arguments, JSON text not judged yet.</param>
        /// <param name="arguments">The arguments as read, for <see cref="Execute"/>.</param>
        /// <returns>What is wrong, at most 200 characters, or <c>null</c>.</returns>
        string WhyBadArguments(string name, string args, out CommandArguments arguments);

        /// <summary>Carries the command out, or begins to.</summary>
        /// <param name="id">The command's id.</param>
        /// <param name="name">The command.</param>
        /// <param name="arguments">Its arguments.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>What came of it.</returns>
        CommandOutcome Execute(string id, string name, CommandArguments arguments, long nowMs);

        /// <summary>Continues a command that was only begun.</summary>
        /// <param name="isOnline">Whether the link is up.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        void Step(bool isOnline, long nowMs);

        /// <summary>The outcome of a command that was only begun.</summary>
        /// <param name="id">The command's id.</param>
        /// <param name="name">The command.</param>
        /// <param name="outcome">What came of it.</param>
        /// <returns><c>false</c> when there is nothing new.</returns>
        bool TryTakeLateOutcome(out string id, out string name, out CommandOutcome outcome);
    }
}
