using AedCabinet.Platform;

namespace AedCabinet.Device.Tests
{
    /// <summary>Remembers what was logged.</summary>
    public sealed class RecordingLog : ILog
    {
        public int Errors { get; private set; }

        public int Warnings { get; private set; }

        public string LastLine { get; private set; } = string.Empty;

        public void Info(string line) => LastLine = line;

        public void Warning(string line)
        {
            Warnings++;
            LastLine = line;
        }

        public void Error(string line)
        {
            Errors++;
            LastLine = line;
        }
    }
}
