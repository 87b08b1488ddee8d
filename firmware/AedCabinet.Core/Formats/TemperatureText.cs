namespace AedCabinet.Formats
{
    /// <summary>Temperatures as people and JSON write them.</summary>
    public static class TemperatureText
    {
        /// <summary>A temperature with its one decimal.</summary>
        /// <param name="deciC">Tenths of °C.</param>
        /// <returns>Degrees Celsius, for example <c>-0.5</c>; also a JSON number.</returns>
        public static string Of(int deciC)
        {
            // The sign by itself: −5 tenths have none left in their whole degrees.
            int magnitude = deciC < 0 ? -deciC : deciC;
            return (deciC < 0 ? "-" : string.Empty) + (magnitude / 10).ToString() + "." + (magnitude % 10).ToString();
        }
    }
}
