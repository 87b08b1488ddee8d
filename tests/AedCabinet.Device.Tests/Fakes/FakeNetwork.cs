using AedCabinet.Platform;

namespace AedCabinet.Device.Tests
{
    /// <summary>A network that the test plugs in and out.</summary>
    public sealed class FakeNetwork : INetwork
    {
        public bool IsUp { get; set; } = true;

        public int Starts { get; private set; }

        public int Restarts { get; private set; }

        public void Start() => Starts++;

        public void Restart() => Restarts++;
    }
}
