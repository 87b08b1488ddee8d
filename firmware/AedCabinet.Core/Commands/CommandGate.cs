using System.Collections;
using System.Text;

namespace AedCabinet
{
    /// <summary>
    /// Judges every command in the contract's order and lets through only what this cabinet's key signed, in time and once.
    /// For one thread, the link's.
    /// </summary>
    public sealed class CommandGate
    {
        /// <summary>How many replies may wait.</summary>
        public const int MaxReplies = 16;

        /// <summary>How many may wait when a stranger's is added: he can't keep out the replies to real commands.</summary>
        public const int MaxRepliesForStrangers = 4;

        /// <summary>A stranger is answered at most this often, in milliseconds.</summary>
        public const int StrangerIntervalMs = 10000;

        private readonly byte[] _cabinet;
        private readonly long _boot;
        private readonly IWallClock _clock;
        private readonly IMessageAuthenticator _authenticator;
        private readonly ICommandExecutor _executor;
        private readonly TwoSlotNumber _stored;
        private readonly CommandReader _reader = new CommandReader();
        private readonly ArrayList _replies = new ArrayList();
        private long _counter;
        private long _strangerAnsweredMs = -StrangerIntervalMs;

        /// <summary>Initializes a new instance of the <see cref="CommandGate"/> class.</summary>
        /// <param name="cabinet">The cabinet's id.</param>
        /// <param name="boot">This boot's number.</param>
        /// <param name="storage">The flash, where the counter is kept as <c>command</c>.</param>
        /// <param name="clock">The time.</param>
        /// <param name="authenticator">The cabinet's key.</param>
        /// <param name="executor">The commands.</param>
        public CommandGate(string cabinet, long boot, IStorage storage, IWallClock clock, IMessageAuthenticator authenticator, ICommandExecutor executor)
        {
            _cabinet = Encoding.UTF8.GetBytes(cabinet);
            _boot = boot;
            _clock = clock;
            _authenticator = authenticator;
            _executor = executor;
            _stored = new TwoSlotNumber(storage, "command");
            _counter = _stored.Read();
        }

        /// <summary>How many strangers' messages were not answered.</summary>
        public long Suppressed { get; private set; }

        /// <summary>Judges a message and carries out what it may.</summary>
        /// <param name="payload">The message as it came.</param>
        /// <param name="nowMs">The monotonic time.</param>
        public void Handle(byte[] payload, long nowMs)
        {
            if (payload.Length > CommandReader.MaxBytes)
            {
                Refuse("too-large", null, null, nowMs);
                return;
            }

            if (!_reader.TryRead(payload) || !CommandExpiry.TryRead(_reader.Expires, out long expiresMs))
            {
                Refuse("malformed", null, null, nowMs);
                return;
            }

            string id = Text(_reader.Id);
            string name = Text(_reader.Name);
            if (!IsSigned())
            {
                Refuse("wrong-mac", id, name, nowMs);
                return;
            }

            string reason = null;
            string code = Judge(name, expiresMs);
            if (code == null)
            {
                string args = Text(_reader.Args);
                reason = _executor.WhyBadArguments(name, args);
                code = reason != null ? "bad-arguments" : null;
                if (code == null)
                {
                    reason = Execute(name, args);
                    code = reason != null ? "failed" : "done";
                }
            }

            if (_replies.Count < MaxReplies)
            {
                _replies.Add(Reply(code, id, name, reason, nowMs));
            }
        }

        /// <summary>Takes the oldest reply.</summary>
        /// <param name="reply">The message, or <c>null</c>.</param>
        /// <returns><c>false</c> when none waits.</returns>
        public bool TryTakeReply(out string reply)
        {
            reply = _replies.Count > 0 ? (string)_replies[0] : null;
            if (reply != null)
            {
                _replies.RemoveAt(0);
            }

            return reply != null;
        }

        private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8, 0, utf8.Length);

        private string Judge(string name, long expiresMs)
        {
            if (!_clock.TryGetUtc(out long unixMs))
            {
                if (name != "locate" && name != "silence" && name != "report")
                {
                    return "clock-unknown";
                }
            }
            else if (unixMs >= expiresMs)
            {
                return "expired";
            }

            return _reader.Counter <= _counter ? "replayed" : _executor.Knows(name) ? null : "unknown-command";
        }

        /// <summary>The counter is kept before anything is done: a power cut between can't let the command in twice.</summary>
        private string Execute(string name, string args)
        {
            if (!_stored.TryWrite(_reader.Counter))
            {
                return "flash refused the command's counter";
            }

            _counter = _reader.Counter;
            return _executor.Execute(name, args);
        }

        private bool IsSigned()
        {
            byte[] right = _authenticator.Compute(SignedText());
            if (right == null || right.Length != 32)
            {
                return false;
            }

            // All bytes, whatever differs: the time taken must not tell how many were right.
            int difference = 0;
            for (int i = 0; i < 32; i++)
            {
                difference |= right[i] ^ ((Digit(_reader.Mac[2 * i]) << 4) | Digit(_reader.Mac[(2 * i) + 1]));
            }

            return difference == 0;
        }

        private static int Digit(byte b) => b <= '9' ? b - '0' : b - 'a' + 10;

        private byte[] SignedText()
        {
            byte[] counter = Encoding.UTF8.GetBytes(_reader.Counter.ToString());
            byte[] text = new byte[2 + _cabinet.Length + _reader.Id.Length + _reader.Name.Length + _reader.Args.Length + counter.Length + _reader.Expires.Length + 6];
            text[0] = (byte)'v';
            text[1] = (byte)'1';
            int at = Line(text, 2, _cabinet);
            at = Line(text, at, _reader.Id);
            at = Line(text, at, _reader.Name);
            at = Line(text, at, _reader.Args);
            at = Line(text, at, counter);
            Line(text, at, _reader.Expires);
            return text;
        }

        private static int Line(byte[] text, int at, byte[] value)
        {
            text[at++] = (byte)'\n';
            System.Array.Copy(value, 0, text, at, value.Length);
            return at + value.Length;
        }

        private void Refuse(string code, string id, string name, long nowMs)
        {
            if (nowMs - _strangerAnsweredMs < StrangerIntervalMs || _replies.Count >= MaxRepliesForStrangers)
            {
                Suppressed++;
                return;
            }

            _strangerAnsweredMs = nowMs;
            _replies.Add(Reply(code, id, name, null, nowMs));
        }

        private string Reply(string code, string id, string name, string reason, long nowMs)
        {
            JsonWriter writer = new JsonWriter();
            writer.BeginObject();
            if (id != null)
            {
                writer.Member("id", id);
                writer.Member("name", name);
            }

            writer.Member("code", code);
            writer.Member("boot", _boot);
            MessageTime.Write(writer, nowMs, nowMs, _clock);
            if (reason != null)
            {
                writer.BeginObject("data");
                writer.Member("reason", reason);
                writer.EndObject();
            }

            writer.EndObject();
            return writer.ToString();
        }
    }
}
