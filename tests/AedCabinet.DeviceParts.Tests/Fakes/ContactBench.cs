using AedCabinet.Judgement;
using AedCabinet.Settings;

namespace AedCabinet.DeviceParts.Tests
{
    /// <summary>One contact in virtual time: a raw position to change, and how often it was told that it chatters.</summary>
    public sealed class ContactBench
    {
        private const int ScanMs = 20;

        public ContactBench(int trueAfterMs, int falseAfterMs)
        {
            Contact = new Contact(trueAfterMs, falseAfterMs, false, new ChatteringSettings());
            Contact.Update(Raw, NowMs);
        }

        public Contact Contact { get; }

        public bool Raw { get; private set; }

        /// <summary>The time of the latest scan.</summary>
        public long NowMs { get; private set; } = 1000;

        /// <summary>How often chattering was told.</summary>
        public int Started { get; private set; }

        /// <summary>How often it was re-admitted.</summary>
        public int Readmissions { get; private set; }

        /// <summary>Changes the contact, each time after a pause in which nothing is scanned.</summary>
        public void Change(int times, int afterMs)
        {
            for (int i = 0; i < times; i++)
            {
                Raw = !Raw;
                NowMs += afterMs;
                Scan();
            }
        }

        /// <summary>Runs scans in which the contact keeps its position.</summary>
        public void RunMs(int durationMs)
        {
            for (int ms = 0; ms < durationMs; ms += ScanMs)
            {
                NowMs += ScanMs;
                Scan();
            }
        }

        private void Scan()
        {
            bool wasChattering = Contact.IsChattering;
            Contact.Update(Raw, NowMs);
            Started += Contact.ChatteringStarted ? 1 : 0;
            Readmissions += wasChattering && !Contact.IsChattering ? 1 : 0;
        }
    }
}
