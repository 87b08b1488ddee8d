namespace AedCabinet.Exchange
{
    /// <summary>The outcome of an accepted command.</summary>
    public sealed class CommandOutcome
    {
        /// <summary>It was carried out.</summary>
        public static readonly CommandOutcome Done = new CommandOutcome("done", null);

        /// <summary>It was begun; a second outcome follows.</summary>
        public static readonly CommandOutcome Accepted = new CommandOutcome("accepted", null);

        private CommandOutcome(string code, string reason)
            : this(code, reason, null, -1)
        {
        }

        private CommandOutcome(string code, string reason, string[] lines, int given)
        {
            Code = code;
            Reason = reason;
            Lines = lines;
            Given = given;
        }

        /// <summary>Gets the reply's code.</summary>
        public string Code { get; }

        /// <summary>Gets why it failed, or <c>null</c>.</summary>
        public string Reason { get; }

        /// <summary>Gets the report of its parts, or <c>null</c>.</summary>
        public string[] Lines { get; }

        /// <summary>Gets how many events are given again; negative when that was not asked.</summary>
        public int Given { get; }

        /// <summary>Gets a value indicating whether it was carried out.</summary>
        public bool IsDone => Code == Done.Code;

        /// <summary>The same outcome with what its parts said.</summary>
        /// <param name="lines">Each 1 to 100 characters, 12 at most.</param>
        /// <returns>The outcome.</returns>
        public CommandOutcome With(string[] lines) => new CommandOutcome(Code, Reason, lines, Given);

        /// <summary>Events are given again.</summary>
        /// <param name="given">How many, 0 or more.</param>
        /// <returns>The outcome.</returns>
        public static CommandOutcome Giving(int given) => new CommandOutcome(Done.Code, null, null, given);

        /// <summary>It failed.</summary>
        /// <param name="reason">Why, 1 to 200 characters.</param>
        /// <returns>The outcome.</returns>
        public static CommandOutcome Failed(string reason) => new CommandOutcome("failed", reason);
    }
}
