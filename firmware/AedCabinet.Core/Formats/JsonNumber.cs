namespace AedCabinet.Formats
{
    /// <summary>
    /// Numbers as a JSON parser gives them: <c>int</c> or <c>long</c> where the text has no fraction, <c>double</c> or
    /// <c>float</c> otherwise. Only read here, outside the scan; everything behind it is in integers.
    /// </summary>
    public static class JsonNumber
    {
        // The largest magnitude a double's integer part can have here and still be turned into a long safely.
        private const double MaxMagnitude = 9.0e15;

        /// <summary>A whole number.</summary>
        /// <param name="parsed">What the parser gave.</param>
        /// <param name="value">The number.</param>
        /// <returns><c>false</c> when it is no number, has a fraction or is out of range.</returns>
        public static bool TryGetWhole(object parsed, out long value)
        {
            if (parsed is int number)
            {
                value = number;
                return true;
            }

            if (parsed is long large)
            {
                value = large;
                return true;
            }

            value = 0;
            if (!TryGetDouble(parsed, out double floating))
            {
                return false;
            }

            value = (long)floating;
            return value == floating;
        }

        /// <summary>A number to six decimals, as millionths.</summary>
        /// <param name="parsed">What the parser gave.</param>
        /// <param name="millionths">The number times a million, rounded half away from zero.</param>
        /// <returns><c>false</c> when it is no number or out of range.</returns>
        public static bool TryGetMillionths(object parsed, out long millionths)
        {
            millionths = 0;
            if (parsed is int || parsed is long)
            {
                if (!TryGetWhole(parsed, out long whole) || whole > 1000000 || whole < -1000000)
                {
                    return false;
                }

                millionths = whole * 1000000;
                return true;
            }

            if (!TryGetDouble(parsed, out double value) || value > 1000000 || value < -1000000)
            {
                return false;
            }

            double scaled = value * 1000000;
            millionths = (long)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
            return true;
        }

        /// <summary>A number with at most one decimal, as tenths.</summary>
        /// <param name="parsed">What the parser gave.</param>
        /// <param name="tenths">The number times ten.</param>
        /// <returns><c>false</c> when it is no number, has more decimals or is out of range.</returns>
        public static bool TryGetTenths(object parsed, out int tenths)
        {
            // A parser may give a float, which has an error of its own: 31 millionths near a thousand.
            const int ToleranceMillionths = 1000;
            const int MillionthsPerTenth = 100000;

            tenths = 0;
            if (!TryGetMillionths(parsed, out long millionths))
            {
                return false;
            }

            long rounded = (millionths + (millionths < 0 ? -MillionthsPerTenth / 2 : MillionthsPerTenth / 2)) / MillionthsPerTenth;
            long rest = millionths - (rounded * MillionthsPerTenth);
            tenths = (int)rounded;
            return rest <= ToleranceMillionths && rest >= -ToleranceMillionths;
        }

        private static bool TryGetDouble(object parsed, out double value)
        {
            value = 0;
            if (parsed is double wide)
            {
                value = wide;
            }
            else if (parsed is float narrow)
            {
                value = narrow;
            }
            else
            {
                return false;
            }

            // Also refuses NaN, for which every comparison is false.
            return value > -MaxMagnitude && value < MaxMagnitude;
        }
    }
}
