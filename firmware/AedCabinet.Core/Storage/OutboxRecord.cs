using System;
using System.Text;
using AedCabinet.Events;
using AedCabinet.Formats;
using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.Storage
{
    /// <summary>
    /// One event as bytes on flash: <c>length, boot, seq, severity, payload, CRC-32</c> (SPEC §11), whole numbers with the
    /// lowest byte first. The payload is kind, mode, the two times, the length of all this and the data's text in UTF-8.
    /// The version stands beside the severity; a later one may have more before the data, which is passed over here.
    /// </summary>
    public static class OutboxRecord
    {
        /// <summary>The longest record, in bytes, and the longest event as sent (contract v1).</summary>
        public const int MaxLength = 1024;

        // Of version 0, which had no length of its head.
        private const int MaxOldLength = 1100;

        private const int LengthAt = 0;
        private const int BootAt = 2;
        private const int SeqAt = 6;
        private const int SeverityAt = 10;
        private const int KindAt = 11;
        private const int ModeAt = 13;
        private const int UptimeAt = 14;
        private const int UnixAt = 22;
        private const int HeadLengthAt = 30;
        private const int DataAt = 31;
        private const int CrcLength = 4;
        private const int LeastLength = HeadLengthAt + CrcLength;
        private const int Version = 1;
        private const int SeverityBits = 4;
        private const int SeverityMask = 15;

        /// <summary>Puts an event into its form on flash.</summary>
        /// <param name="item">The event.</param>
        /// <param name="unixMs">When it happened in milliseconds since 1970-01-01 UTC, or <see cref="CabinetEvent.UnknownTime"/>.</param>
        /// <returns>The record. Data that would make it longer than <see cref="MaxLength"/> is left out: an event without its details is
        /// better than none.</returns>
        public static byte[] Encode(CabinetEvent item, long unixMs)
        {
            byte[] data = item.Data == null ? new byte[0] : Encoding.UTF8.GetBytes(item.Data);
            if (DataAt + data.Length + CrcLength > MaxLength)
            {
                data = new byte[0];
            }

            byte[] record = new byte[DataAt + data.Length + CrcLength];
            LittleEndian.Put(record, LengthAt, 2, record.Length);
            LittleEndian.Put(record, BootAt, 4, item.Boot);
            LittleEndian.Put(record, SeqAt, 4, item.Seq);
            LittleEndian.Put(record, SeverityAt, 1, (int)item.Severity | (Version << SeverityBits));
            LittleEndian.Put(record, KindAt, 2, (int)item.Kind);
            LittleEndian.Put(record, ModeAt, 1, (int)item.Mode);
            LittleEndian.Put(record, UptimeAt, 8, item.AtMs);
            LittleEndian.Put(record, UnixAt, 8, unixMs);
            record[HeadLengthAt] = DataAt;
            Array.Copy(data, 0, record, DataAt, data.Length);
            int crcAt = record.Length - CrcLength;
            LittleEndian.Put(record, crcAt, CrcLength, Crc32.Of(record, 0, crcAt));
            return record;
        }

        /// <summary>How long the whole record at a place is.</summary>
        /// <param name="bytes">A segment's bytes.</param>
        /// <param name="start">Where a record should begin.</param>
        /// <returns>Its length in bytes; 0 when no whole record with a right check sum stands there.</returns>
        public static int LengthOf(byte[] bytes, int start)
        {
            if (bytes.Length - start < LeastLength)
            {
                return 0;
            }

            int length = (int)LittleEndian.Get(bytes, start + LengthAt, 2);
            if (length < LeastLength || length > MaxOldLength || length > bytes.Length - start)
            {
                return 0;
            }

            int crcAt = length - CrcLength;
            return LittleEndian.Get(bytes, start + crcAt, CrcLength) == Crc32.Of(bytes, start, crcAt) ? length : 0;
        }

        /// <summary>How far it is from a spoilt record to the whole one behind it.</summary>
        /// <param name="bytes">A segment's bytes.</param>
        /// <param name="start">Where a record should begin and none is whole.</param>
        /// <returns>Bytes to step over; 0 when no whole record follows.</returns>
        public static int StepOver(byte[] bytes, int start)
        {
            int length = bytes.Length - start < LeastLength ? 0 : (int)LittleEndian.Get(bytes, start + LengthAt, 2);
            bool isSane = length >= LeastLength && length <= MaxOldLength;
            if (isSane && LengthOf(bytes, start + length) > 0)
            {
                return length;
            }

            // Its length is spoilt: the next is wherever a whole one begins.
            for (int at = start + 1; at < bytes.Length; at++)
            {
                if (LengthOf(bytes, at) > 0)
                {
                    return at - start;
                }
            }

            return 0;
        }

        /// <summary>Whether what stands at the end of a segment is what a power cut leaves of one record.</summary>
        /// <param name="bytes">A segment's bytes.</param>
        /// <param name="start">Where a record should begin and none is whole.</param>
        /// <returns><c>false</c> when more has been spoilt than the end of the last write.</returns>
        public static bool IsTorn(byte[] bytes, int start)
        {
            int rest = bytes.Length - start;
            return rest < LeastLength || rest <= (int)LittleEndian.Get(bytes, start + LengthAt, 2);
        }

        /// <summary>The boot and number of the record at a place.</summary>
        /// <param name="bytes">A segment's bytes.</param>
        /// <param name="start">Where a whole record begins.</param>
        /// <returns>The event's <see cref="CabinetEvent.Key"/>.</returns>
        public static long KeyAt(byte[] bytes, int start) =>
            CabinetEvent.KeyOf(LittleEndian.Get(bytes, start + BootAt, 4), LittleEndian.Get(bytes, start + SeqAt, 4));

        /// <summary>Reads the record at a place.</summary>
        /// <param name="bytes">A segment's bytes.</param>
        /// <param name="start">Where a whole record begins.</param>
        /// <param name="length">Its length in bytes.</param>
        /// <returns>The event, or <c>null</c> when it is of a kind that this firmware doesn't know (an older firmware was
        /// flashed).</returns>
        public static CabinetEvent Decode(byte[] bytes, int start, int length)
        {
            int kind = (int)LittleEndian.Get(bytes, start + KindAt, 2);
            int severity = bytes[start + SeverityAt] & SeverityMask;
            int dataAt = bytes[start + SeverityAt] >> SeverityBits == 0 ? HeadLengthAt : bytes[start + HeadLengthAt];
            int dataLength = length - dataAt - CrcLength;
            if (kind >= EventCatalog.Count || severity > (int)Severity.Emergency || dataAt < HeadLengthAt || dataLength < 0)
            {
                return null;
            }

            return new CabinetEvent(
                (EventKind)kind,
                (Severity)severity,
                (int)LittleEndian.Get(bytes, start + BootAt, 4),
                (int)LittleEndian.Get(bytes, start + SeqAt, 4),
                LittleEndian.Get(bytes, start + UptimeAt, 8),
                (OperatingMode)bytes[start + ModeAt],
                dataLength == 0 ? null : new string(Encoding.UTF8.GetChars(bytes, start + dataAt, dataLength)),
                LittleEndian.Get(bytes, start + UnixAt, 8));
        }
    }
}
