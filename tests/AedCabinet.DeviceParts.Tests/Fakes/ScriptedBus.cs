using System;
using AedCabinet.Platform;

namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>A 1-Wire bus that answers as told and writes down, byte by byte, what went over it.</summary>
    internal sealed class ScriptedBus : IOneWire
    {
        private int _next;
        private byte[] _told = new byte[0];

        /// <summary>Whether somebody answers a reset.</summary>
        public bool IsPresent = true;

        /// <summary>Whether the line carries what is written.</summary>
        public bool IsSound = true;

        /// <summary>Whether every call throws.</summary>
        public bool Throws;

        /// <summary>What is read, from the last reset on; ones after its end.</summary>
        public byte[] Answer = new byte[0];

        /// <summary>What is read after the command to tell its number.</summary>
        public byte[] Number = new byte[0];

        /// <summary>What went over the line: R for a reset, then each byte written, and r for each read.</summary>
        public string Traffic = string.Empty;

        public bool Reset()
        {
            Note("R");
            _next = 0;
            _told = Answer;
            return IsPresent;
        }

        public bool Write(byte value)
        {
            Note(value.ToString("X2"));
            _told = value == 0x33 ? Number : _told;
            return IsSound;
        }

        public byte Read()
        {
            Note("r");
            return _next < _told.Length ? _told[_next++] : (byte)0xFF;
        }

        private void Note(string what)
        {
            if (Throws)
            {
                throw new InvalidOperationException();
            }

            Traffic += (Traffic.Length == 0 ? string.Empty : " ") + what;
        }
    }
}
