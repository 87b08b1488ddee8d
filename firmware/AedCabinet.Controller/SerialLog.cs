using System;
using AedCabinet.Platform;

namespace AedCabinet.Controller
{
    /// <summary>Writes the log to the serial console.</summary>
    public sealed class SerialLog : ILog
    {
        /// <inheritdoc/>
        public void Info(string line) => Console.WriteLine(line);

        /// <inheritdoc/>
        public void Warning(string line) => Console.WriteLine("warning: " + line);

        /// <inheritdoc/>
        public void Error(string line) => Console.WriteLine("ERROR: " + line);
    }
}
