namespace AedCabinet.Platform
{
    /// <summary>Measures the battery.</summary>
    public interface IBatteryGauge
    {
        /// <summary>Measures now.</summary>
        /// <returns>Millivolts; 0 where no battery is fitted, below 0 when it can't be measured.</returns>
        int ReadMv();
    }
}
