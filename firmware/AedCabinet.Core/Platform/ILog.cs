namespace AedCabinet.Platform
{
    /// <summary>The serial log a technician reads. Never given a secret.</summary>
    public interface ILog
    {
        /// <summary>Something worth knowing happened as it should.</summary>
        /// <param name="line">One line.</param>
        void Info(string line);

        /// <summary>Something outside went wrong and is being dealt with.</summary>
        /// <param name="line">One line: what, and what happens now.</param>
        void Warning(string line);

        /// <summary>Something is wrong that should never be, or that somebody must mend.</summary>
        /// <param name="line">One line: what, and what to do.</param>
        void Error(string line);
    }
}
