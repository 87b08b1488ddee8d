namespace AedCabinet
{
    /// <summary>Where any thread asks for a restart on purpose; the control loop grants it when no alarm sounds. The first reason wins.</summary>
    public sealed class RestartDesk
    {
        private readonly object _lock = new object();
        private string _reason;

        /// <summary>Gets a value indicating whether somebody has asked.</summary>
        public bool IsAsked
        {
            get
            {
                lock (_lock)
                {
                    return _reason != null;
                }
            }
        }

        /// <summary>Gets why, or <c>null</c> while nobody has asked.</summary>
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
        /// <param name="reason">Why, in a few plain words; a later one than the first is ignored.</param>
        public void Ask(string reason)
        {
            lock (_lock)
            {
                if (_reason == null)
                {
                    _reason = reason;
                }
            }
        }
    }
}
