using System.Text;
using AedCabinet.Commands;
using AedCabinet.Controller;
using AedCabinet.Exchange;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Supervision;
using AedCabinet.Timing;

namespace AedCabinet.Device.Tests
{
    /// <summary>The gate for commands on a bench: whoever writes 64 zeros has signed, and an executor that only counts.</summary>
    public sealed class GateBench : ICommandExecutor, IMessageAuthenticator
    {
        /// <summary>2026-01-12T03:04:00Z, in milliseconds since 1970.</summary>
        public const long Now = 1768187040000;

        /// <summary>A minute later, as a command says when it expires.</summary>
        public const string Soon = "2026-01-12T03:05:00Z";

        private readonly CommandGate _gate;
        private string _lateId;
        private long _nowMs;

        public GateBench(MemoryStorage flash, long unixMs)
        {
            Flash = flash;
            Clock.UnixMs = unixMs;
            CabinetConfiguration configuration = CabinetBench.Commissioned();
            MessageComposer composer = new MessageComposer(configuration, 41, Clock);
            _gate = new CommandGate("NM-0471-0001", this, this, composer, Clock, new NoticeQueue(), flash, Replies, new MemoryShortage());
            Step();
        }

        public MemoryStorage Flash { get; }

        public SettableClock Clock { get; } = new SettableClock();

        public ReplyQueue Replies { get; } = new ReplyQueue();

        /// <summary>How many commands were carried out.</summary>
        public int Executed { get; private set; }

        /// <summary>What the next one comes to.</summary>
        public CommandOutcome Outcome { get; set; } = CommandOutcome.Done;

        /// <summary>A command that was only begun is over.</summary>
        public void End(string id)
        {
            _lateId = id;
            Step();
        }

        public void Step() => _gate.Step(true, 0);

        /// <summary>Sends a command.</summary>
        /// <returns>The code and the data of its reply.</returns>
        public string Ask(string id, string name, long counter, string expires) =>
            Ask("{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"args\":\"{}\",\"counter\":" + counter.ToString()
                + ",\"expires\":\"" + expires
                + "\",\"mac\":\"" + new string('0', 64) + "\"}");

        public string Ask(string command)
        {
            _gate.Handle(Encoding.UTF8.GetBytes(command), NextMs());
            return TakeReply();
        }

        public string TakeReply()
        {
            string reply = Replies.Peek();
            if (reply == null)
            {
                return "no reply";
            }

            Replies.Remove();
            int code = reply.IndexOf("\"code\":\"") + 8;
            int data = reply.IndexOf("\"data\":");
            return reply.Substring(code, reply.IndexOf('"', code) - code)
                + (data < 0 ? string.Empty : " " + reply.Substring(data + 7, reply.Length - data - 8));
        }

        public byte[] Compute(byte[] text) => new byte[32];

        public bool Knows(string name) => name != "update";

        public string WhyBadArguments(string name, string args, out CommandArguments arguments)
        {
            arguments = new CommandArguments();
            return null;
        }

        public CommandOutcome Execute(string id, string name, CommandArguments arguments, long nowMs)
        {
            Executed++;
            return Outcome;
        }

        public long DeadlineMs(long nowMs) => Deadline.Never;

        public void Step(bool isOnline, long nowMs)
        {
        }

        public bool TryTakeLateOutcome(out string id, out string name, out CommandOutcome outcome)
        {
            id = _lateId;
            name = "self-test";
            outcome = CommandOutcome.Done;
            _lateId = null;
            return id != null;
        }

        // Strangers are answered once a second.
        private long NextMs() => _nowMs += 1000;
    }
}
