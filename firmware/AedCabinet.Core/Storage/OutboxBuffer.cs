namespace AedCabinet.Storage
{
    /// <summary>Sees to it that of the outbox's four streams one at a time has a file in memory: 4 KB of the device's heap.</summary>
    public sealed class OutboxBuffer
    {
        private OutboxReader _holder;

        /// <summary>A reader is about to read a file: whoever has one lets it go, and reads it anew when it needs it.</summary>
        /// <param name="reader">The reader.</param>
        public void GiveTo(OutboxReader reader)
        {
            if (_holder != null && _holder != reader)
            {
                _holder.Release();
            }

            _holder = reader;
        }
    }
}
