using System.Collections;
using AedCabinet.Link;
using AedCabinet.Timing;

namespace AedCabinet.Device.Tests
{
    /// <summary>Remembers every payload it was handed.</summary>
    public sealed class RecordingCommands : ICommandHandler
    {
        public ArrayList Payloads { get; } = new ArrayList();

        public void Handle(byte[] payload, long nowMs) => Payloads.Add(payload);

        public long DeadlineMs(long nowMs) => Deadline.Never;

        public void Step(bool isOnline, long nowMs)
        {
        }
    }
}
