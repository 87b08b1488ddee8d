using System.Text;

namespace AedCabinet
{
    /// <summary>
    /// Lets a command through when it is signed with the cabinet's key, in time, new, known and sensible (SPEC §14), in this
    /// order, and answers every one with its code. Whatever a stranger sends changes nothing but a rate-limited
    /// <c>command.rejected</c>. The link's thread only; never throws on account of what was sent.
    /// </summary>
    public sealed class CommandGate : ICommandHandler
    {
        /// <summary>The name on flash of the last counter accepted.</summary>
        public const string CounterName = "command";

        private const int MacLength = 32;

        private readonly string _cabinetId;
        private readonly IMessageAuthenticator _authenticator;
        private readonly ICommandExecutor _executor;
        private readonly MessageComposer _composer;
        private readonly IWallClock _clock;
        private readonly NoticeQueue _notices;
        private readonly TwoSlotNumber _counter;
        private readonly CommandReader _reader = new CommandReader();
        private readonly ReplyQueue _replies;
        private readonly StrangerLimit _strangers = new StrangerLimit();
        private long _lastCounter;

        /// <summary>Initializes a new instance of the <see cref="CommandGate"/> class and reads the counter from flash.</summary>
        /// <param name="cabinetId">The cabinet's id, which every signature names.</param>
        /// <param name="authenticator">Signs with the cabinet's key.</param>
        /// <param name="executor">Carries out what is let through.</param>
        /// <param name="composer">Composes the replies.</param>
        /// <param name="clock">The wall clock, by which commands expire.</param>
        /// <param name="notices">Told what was done and what was refused.</param>
        /// <param name="flash">The flash; this class alone writes the counter.</param>
        /// <param name="replies">Receives the replies.</param>
        public CommandGate(
            string cabinetId,
            IMessageAuthenticator authenticator,
            ICommandExecutor executor,
            MessageComposer composer,
            IWallClock clock,
            NoticeQueue notices,
            IStorage flash,
            ReplyQueue replies)
        {
            _replies = replies;
            _cabinetId = cabinetId;
            _authenticator = authenticator;
            _executor = executor;
            _composer = composer;
            _clock = clock;
            _notices = notices;
            _counter = new TwoSlotNumber(flash, CounterName);
            _lastCounter = _counter.Read();
        }

        /// <inheritdoc/>
        public void Handle(byte[] payload, long nowMs)
        {
            Judge(payload, nowMs);
            _reader.Forget();
        }

        /// <inheritdoc/>
        public long DeadlineMs(long nowMs) => _executor.DeadlineMs(nowMs);

        /// <inheritdoc/>
        public void Step(bool isOnline, long nowMs)
        {
            _executor.Step(isOnline, nowMs);
            while (_executor.TryTakeLateOutcome(out string id, out string name, out CommandOutcome outcome))
            {
                Answer(id, name, outcome, string.Empty, nowMs);
            }
        }

        private void Judge(byte[] payload, long nowMs)
        {
            if (payload.Length > CommandReader.MaxBytes)
            {
                RefuseStranger(null, null, "too-large", nowMs);
                return;
            }

            if (!_reader.TryRead(payload) || !CommandTime.TryParse(_reader.Expires, out long expiresUnixMs))
            {
                RefuseStranger(null, null, "malformed", nowMs);
                return;
            }

            string id = ToText(_reader.Id);
            string name = ToText(_reader.Name);
            if (!IsSigned())
            {
                RefuseStranger(id, name, "wrong-mac", nowMs);
                return;
            }

            string refusal = WhyRefused(name, expiresUnixMs);
            if (refusal != null)
            {
                Refuse(id, name, refusal, null, nowMs);
                return;
            }

            string problem = _executor.WhyBadArguments(name, ToText(_reader.Args), out CommandArguments arguments);
            if (problem != null)
            {
                Refuse(id, name, "bad-arguments", problem, nowMs);
                return;
            }

            Execute(id, name, arguments, nowMs);
        }

        private static string ToText(byte[] utf8) => new string(Encoding.UTF8.GetChars(utf8));

        private string WhyRefused(string name, long expiresUnixMs)
        {
            if (!_clock.TryGetUtc(out long unixMs))
            {
                if (name != "locate" && name != "silence" && name != "report")
                {
                    return "clock-unknown";
                }
            }
            else if (unixMs >= expiresUnixMs)
            {
                return "expired";
            }

            return _reader.Counter <= _lastCounter ? "replayed" : _executor.Knows(name) ? null : "unknown-command";
        }

        private void Execute(string id, string name, CommandArguments arguments, long nowMs)
        {
            // On flash before anything is done: a power cut in between costs one command, never a second execution.
            if (!_counter.TryWrite(_reader.Counter))
            {
                Answer(id, name, CommandOutcome.Failed("flash refuses to store the counter; nothing was done"), arguments.Who, nowMs);
                return;
            }

            _lastCounter = _reader.Counter;
            Answer(id, name, _executor.Execute(id, name, arguments, nowMs), arguments.Who, nowMs);
        }

        private void Answer(string id, string name, CommandOutcome outcome, string who, long nowMs)
        {
            _replies.Add(_composer.Reply(id, name, outcome.Code, outcome.Reason, outcome.Lines, nowMs));
            if (outcome.IsDone)
            {
                JsonWriter data = new JsonWriter();
                data.Member("command", name);
                data.Member("id", id);
                data.MemberIfKnown("who", who);
                _notices.TryAdd(EventKind.CommandDone, data.ToString());
            }
        }

        private void Refuse(string id, string name, string code, string reason, long nowMs)
        {
            // Anybody can send once more what he has recorded: such answers must not push out those to real commands.
            if (HasRoomForRefusal())
            {
                _replies.Add(_composer.Reply(id, name, code, reason, nowMs));
            }

            Tell(code, nowMs);
        }

        private void RefuseStranger(string id, string name, string code, long nowMs)
        {
            if (HasRoomForRefusal() && _strangers.MayReply(nowMs))
            {
                _replies.Add(_composer.Reply(id, name, code, null, nowMs));
            }

            Tell(code, nowMs);
        }

        private bool HasRoomForRefusal() => _replies.Count < ReplyQueue.Capacity / 2;

        private void Tell(string code, long nowMs)
        {
            if (_strangers.MayTell(nowMs, out int untold))
            {
                string data = "\"code\":\"" + code + "\"" + (untold > 0 ? ",\"untold\":" + untold.ToString() : string.Empty);
                _notices.TryAdd(EventKind.CommandRejected, data);
            }
        }

        private bool IsSigned()
        {
            byte[] expected = _authenticator.Compute(CanonicalText());
            if (expected == null || expected.Length != MacLength)
            {
                return false;
            }

            // All of it is compared whatever differs: how long it takes must not tell how much was right.
            int difference = 0;
            for (int i = 0; i < MacLength; i++)
            {
                difference |= expected[i] ^ ((Digit(_reader.Mac[2 * i]) << 4) | Digit(_reader.Mac[(2 * i) + 1]));
            }

            return difference == 0;
        }

        private static int Digit(byte hex) => hex <= '9' ? hex - '0' : hex - 'a' + 10;

        // v1, cabinet, id, name, args, counter and expires, each but the last ended by a line feed.
        private byte[] CanonicalText()
        {
            byte[] head = Encoding.UTF8.GetBytes("v1\n" + _cabinetId + "\n");
            byte[] counter = Encoding.UTF8.GetBytes(_reader.Counter.ToString());
            byte[] text = new byte[head.Length + _reader.Id.Length + _reader.Name.Length + _reader.Args.Length + counter.Length + _reader.Expires.Length + 4];
            int at = Put(text, 0, head, false);
            at = Put(text, at, _reader.Id, true);
            at = Put(text, at, _reader.Name, true);
            at = Put(text, at, _reader.Args, true);
            at = Put(text, at, counter, true);
            Put(text, at, _reader.Expires, false);
            return text;
        }

        private static int Put(byte[] text, int at, byte[] part, bool endsLine)
        {
            part.CopyTo(text, at);
            at += part.Length;
            if (endsLine)
            {
                text[at++] = (byte)'\n';
            }

            return at;
        }
    }
}
