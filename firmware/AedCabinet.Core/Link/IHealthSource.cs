using AedCabinet.Messages;

namespace AedCabinet.Link
{
    /// <summary>Knows how the firmware is doing.</summary>
    public interface IHealthSource
    {
        /// <summary>Reads the figures and begins to count those since the last reading anew.</summary>
        /// <param name="health">Receives them; what the source doesn't know is left as it is.</param>
        void Read(FirmwareHealth health);
    }
}
