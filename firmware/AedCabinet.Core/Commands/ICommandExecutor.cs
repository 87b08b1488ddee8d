namespace AedCabinet
{
    /// <summary>Knows the commands by name and carries them out; is asked only about signed ones.</summary>
    public interface ICommandExecutor
    {
        /// <summary>Whether this firmware knows a command.</summary>
        /// <param name="name">Its name.</param>
        /// <returns><c>true</c> when it does.</returns>
        bool Knows(string name);

        /// <summary>Judges the arguments and changes nothing.</summary>
        /// <param name="name">The command.</param>
        /// <param name="args">Its arguments, JSON text not judged yet.</param>
        /// <returns>What is wrong, at most 200 characters, or <c>null</c>.</returns>
        string WhyBadArguments(string name, string args);

        /// <summary>Carries the command out.</summary>
        /// <param name="name">The command.</param>
        /// <param name="args">Its arguments.</param>
        /// <returns>Why it failed, at most 200 characters, or <c>null</c> when done.</returns>
        string Execute(string name, string args);
    }
}
