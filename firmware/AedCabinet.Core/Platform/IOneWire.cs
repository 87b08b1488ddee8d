namespace AedCabinet.Platform
{
    /// <summary>
    /// The bus the temperature probe hangs on, byte by byte: all that the driver knows of the platform. One slow thread uses
    /// it; its members may throw whatever the platform throws.
    /// </summary>
    public interface IOneWire
    {
        /// <summary>Resets the bus: whoever is on it waits for a command afterwards.</summary>
        /// <returns><c>true</c> when somebody answered with a presence pulse.</returns>
        bool Reset();

        /// <summary>Sends a byte.</summary>
        /// <param name="value">The byte.</param>
        /// <returns><c>false</c> when the line carried something else: it is shorted or disturbed.</returns>
        bool Write(byte value);

        /// <summary>Receives a byte.</summary>
        /// <returns>The byte; 0xFF when nobody speaks, because the line rests high.</returns>
        byte Read();
    }
}
