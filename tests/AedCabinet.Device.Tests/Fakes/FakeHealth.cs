using AedCabinet.Link;
using AedCabinet.Messages;

namespace AedCabinet.Device.Tests
{
    /// <summary>Says nothing of the firmware's health.</summary>
    public sealed class FakeHealth : IHealthSource
    {
        public void Read(FirmwareHealth health)
        {
        }
    }
}
