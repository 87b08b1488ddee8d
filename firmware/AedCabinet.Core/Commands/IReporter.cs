namespace AedCabinet.Commands
{
    /// <summary>Tells everything anew when asked.</summary>
    public interface IReporter
    {
        /// <summary>Sends <c>about</c>, <c>state</c> and <c>telemetry</c> once more, as soon as the link allows.</summary>
        void ReportAll();

        /// <summary>Gives events again from flash, as soon as the link allows; one range at a time.</summary>
        /// <param name="boot">The boot that made them.</param>
        /// <param name="from">The first number.</param>
        /// <param name="to">The last number.</param>
        void GiveAgain(int boot, int from, int to);

        /// <summary>What came of giving events again.</summary>
        /// <param name="given">How many there were; negative when flash could not be read.</param>
        /// <returns><c>false</c> when there is nothing new.</returns>
        bool TryTakeGiven(out int given);
    }
}
