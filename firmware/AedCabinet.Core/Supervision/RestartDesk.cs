namespace AedCabinet.Supervision
{
    /// <summary>
    /// Where any thread asks for a restart of the board; the control thread carries it out as soon as no alarm sounds
    /// (SPEC §12). The first reason asked for is the one that is kept and reported.
    /// </summary>
    public sealed class RestartDesk
    {
        /// <summary>
        /// What can be read now that this boot began without, and would begin with, or <c>null</c>. That is no hurry: the storage thread
        /// asks for the restart when what this boot has to tell is told and kept.
        /// </summary>
        public string ToRead;

        private readonly object _lock = new object();
        private string _reason;

        /// <summary>Gets a value indicating whether anybody has asked.</summary>
        public bool IsAsked => Reason != null;

        /// <summary>Gets why the first who asked did, or <c>null</c> while nobody has.</summary>
        public string Reason
        {
            get
            {
                lock (_lock)
                {
                    return _reason;
                }
            }
        }

        /// <summary>Asks for a restart.</summary>
        /// <param name="reason">Why, for the next boot's event; holds no secret.</param>
        public void Ask(string reason)
        {
            lock (_lock)
            {
                _reason = _reason ?? reason;
            }
        }
    }
}
