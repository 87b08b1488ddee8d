using nanoFramework.Runtime.Native;

namespace AedCabinet.Controller
{
    /// <summary>The device's board.</summary>
    public sealed class DeviceBoard : IBoard
    {
        /// <inheritdoc/>
        public void Restart() => Power.RebootDevice(RebootOption.NormalReboot);
    }
}
