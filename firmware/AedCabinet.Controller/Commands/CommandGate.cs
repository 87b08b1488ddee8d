using System;
using System.Text;
using AedCabinet.Commands;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Formats;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Supervision;

namespace AedCabinet.Controller
{
    /// <summary>
    /// Lets a command through when it is signed with the cabinet's key, in time, new, known and sensible (SPEC §14), in this
    /// order, and answers every one with its code; one that it has carried out before, as it did then. Whatever a stranger sends changes
    /// nothing but a rate-limited <c>command.rejected</c>. The link's thread only; never throws on account of what was sent.
    /// </summary>
    public sealed partial class CommandGate : ICommandHandler
    {
        private const int MacLength = 32;
        private const int NoCounter = -1;
        private const int NoClock = -1;

        // Reply code for a lack of memory; it does not say that the command is wrong.
        private const string OutOfMemory = "out-of-memory";

        private readonly string _cabinetId;
        private readonly IMessageAuthenticator _authenticator;
        private readonly ICommandExecutor _executor;
        private readonly MessageComposer _composer;
        private readonly IWallClock _clock;
        private readonly NoticeQueue _notices;
        private readonly CommandBook _book;
        private readonly CommandReader _reader = new CommandReader();
        private readonly ReplyQueue _replies;
        private readonly StrangerLimit _strangers = new StrangerLimit();
        private readonly MemoryShortage _shortage;

        // The command being processed, as far as it is known: for its refusal when memory runs out in the middle.
        private string _id;
        private string _name;
        private bool _isSigned;

        // The outcome of a command whose reply could not be written yet for want of memory.
        private CommandOutcome _outcome;
        private string _outcomeId;
        private string _outcomeName;
        private string _outcomeWho;
        private bool _isReplyQueued;

        /// <summary>Initializes a new instance of the <see cref="CommandGate"/> class and reads the counter from flash.</summary>
        /// <param name="cabinetId">The cabinet's id, which every signature names.</param>
        /// <param name="authenticator">Signs with the cabinet's key.</param>
        /// <param name="executor">Carries out what is let through.</param>
        /// <param name="composer">Composes the replies.</param>
        /// <param name="clock">The wall clock, by which commands expire.</param>
        /// <param name="notices">Told what was done and what was refused.</param>
        /// <param name="flash">The flash, where the counters are.</param>
        /// <param name="replies">Receives the replies.</param>
        /// <param name="shortage">Counts what did not fit into memory.</param>
        public CommandGate(
            string cabinetId,
            IMessageAuthenticator authenticator,
            ICommandExecutor executor,
            MessageComposer composer,
            IWallClock clock,
            NoticeQueue notices,
            IStorage flash,
            ReplyQueue replies,
            MemoryShortage shortage)
        {
            _shortage = shortage;
            _replies = replies;
            _cabinetId = cabinetId;
            _authenticator = authenticator;
            _executor = executor;
            _composer = composer;
            _clock = clock;
            _notices = notices;
            _book = new CommandBook(flash);
        }

        /// <inheritdoc/>
        public void Handle(byte[] payload, long nowMs)
        {
            _id = null;
            _name = null;
            _isSigned = false;
            try
            {
                // The outcome of the command before must be told before a new one begins.
                TellOutcome(nowMs);
                Judge(payload, nowMs);
            }
            catch (OutOfMemoryException)
            {
                _shortage.Note();
                RefuseForWantOfMemory(nowMs);
            }

            _reader.Forget();
        }

        private void Judge(byte[] payload, long nowMs)
        {
            if (payload == null)
            {
                RefuseStranger(null, null, OutOfMemory, null, nowMs);
                return;
            }

            if (payload.Length > CommandReader.MaxBytes)
            {
                RefuseStranger(null, null, "too-large", null, nowMs);
                return;
            }

            string malformed = _reader.WhyMalformed(payload);
            long expiresUnixMs = 0;
            if (malformed == null && !CommandTime.TryParse(_reader.Expires, out expiresUnixMs))
            {
                malformed = "expires: must be a time such as 2026-01-12T03:05:00Z";
            }

            if (malformed != null)
            {
                RefuseStranger(null, null, "malformed", malformed, nowMs);
                return;
            }

            // Both or none: a reply has both.
            string id = ToText(_reader.Id);
            _name = ToText(_reader.Name);
            _id = id;
            if (!IsSigned())
            {
                RefuseStranger(_id, _name, "wrong-mac", null, nowMs);
                return;
            }

            _isSigned = true;
            string refusal = WhyRefused(_name, expiresUnixMs, out long last);
            string reason = null;
            string answer = refusal == "replayed" ? _book.CodeOf(_reader.Counter, _reader.Id, out reason) : null;
            if (answer != null)
            {
                AnswerAgain(answer, reason, nowMs);
                return;
            }

            if (refusal != null)
            {
                Refuse(refusal, null, last, nowMs);
                return;
            }

            string problem = _executor.WhyBadArguments(_name, ToText(_reader.Args), out CommandArguments arguments);
            if (problem != null)
            {
                Refuse("bad-arguments", problem, NoCounter, nowMs);
                return;
            }

            Execute(arguments, nowMs);
        }

        /// <inheritdoc/>
        public void Step(bool isOnline, long nowMs)
        {
            TellOutcome(nowMs);
            _book.LastCounter(UnixMs());
            _executor.Step(isOnline, nowMs);
            while (_executor.TryTakeLateOutcome(out string id, out string name, out CommandOutcome outcome))
            {
                // From here the command is known, before anything can fail.
                Begin(id, name, string.Empty);
                _outcome = outcome;
                TellOutcome(nowMs);
            }
        }

        private static string ToText(byte[] utf8) => new string(Encoding.UTF8.GetChars(utf8));

        private long UnixMs() => _clock.TryGetUtc(out long unixMs) ? unixMs : NoClock;

        private string WhyRefused(string name, long expiresUnixMs, out long last)
        {
            last = NoCounter;
            long unixMs = UnixMs();
            if (unixMs == NoClock)
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
            else if (expiresUnixMs - unixMs > CommandBook.MaxAheadMs)
            {
                return "expires-too-far";
            }

            last = _book.LastCounter(unixMs);
            if (_reader.Counter <= last)
            {
                return "replayed";
            }

            // Without a clock the counter can't be checked against the time: it is marked until a clock has checked it.
            last = NoCounter;
            return _reader.Counter - (unixMs == NoClock ? expiresUnixMs : unixMs) > CommandBook.MaxAheadMs ? "counter-too-far"
                : _executor.Knows(name) ? null : "unknown-command";
        }

        private void Execute(CommandArguments arguments, long nowMs)
        {
            // Stored before the command runs: a power cut in between loses one command and never runs one twice.
            if (!_book.TryAccept(_reader.Counter, _reader.Id, UnixMs() != NoClock))
            {
                _replies.Add(_composer.Reply(_id, _name, "failed", "flash refuses to store the counter; nothing was done", null,
                    null, 0, nowMs));
                return;
            }

            Begin(_id, _name, arguments.Who);

            // After the command has run, nothing may fail before that is noted here, not even a call.
            _outcome = _executor.Execute(_id, _name, arguments, nowMs);
            TellOutcome(nowMs);
        }

        private void Begin(string id, string name, string who)
        {
            _outcomeId = id;
            _outcomeName = name;
            _outcomeWho = who;
            _isReplyQueued = false;
        }

        // Anybody can replay a recorded command: these replies too leave room for replies to real commands.
        private void AnswerAgain(string code, string reason, long nowMs)
        {
            if (HasRoomForRefusal())
            {
                // An earlier firmware did not keep it.
                reason = code == "failed" ? reason ?? "the reason was told before the update" : reason;
                _replies.Add(_composer.Reply(_id, _name, code, reason, null, null, 0, nowMs));
            }
        }

        // A lack of memory may interrupt this anywhere, and it goes on from there: a command that has run is
        // neither answered twice nor never.
        private void TellOutcome(long nowMs)
        {
            if (_outcome == null)
            {
                return;
            }

            if (!_isReplyQueued)
            {
                string given = _outcome.Given < 0 ? null : "given";
                _replies.Add(_composer.Reply(_outcomeId, _outcomeName, _outcome.Code, _outcome.Reason, _outcome.Lines, given,
                    _outcome.Given, nowMs));
                _isReplyQueued = true;
            }

            _book.Note(_outcomeId, _outcome.Code, _outcome.Reason);

            if (_outcome.IsDone)
            {
                _notices.TryAdd(EventKind.CommandDone, EventData.CommandDone(_outcomeName, _outcomeId, _outcomeWho));
            }

            _outcome = null;
        }

        // Replies so if there is memory for it by now; a sender without a reply sends the command again.
        private void RefuseForWantOfMemory(long nowMs)
        {
            if (_outcome != null)
            {
                // The command has run; its outcome is told later.
                return;
            }

            try
            {
                if (_isSigned)
                {
                    Refuse(OutOfMemory, null, NoCounter, nowMs);
                }
                else
                {
                    RefuseStranger(_id, _name, OutOfMemory, null, nowMs);
                }
            }
            catch (OutOfMemoryException)
            {
                _shortage.Note();
            }
        }

        private void Refuse(string code, string reason, long last, long nowMs)
        {
            // Anybody can replay a recorded command: such replies must not push out replies to real commands.
            if (HasRoomForRefusal())
            {
                _replies.Add(_composer.Reply(_id, _name, code, reason, null, last == NoCounter ? null : "last", last, nowMs));
            }

            Tell(code, nowMs);
        }

        private void RefuseStranger(string id, string name, string code, string reason, long nowMs)
        {
            if (HasRoomForRefusal() && _strangers.MayReply(nowMs))
            {
                _replies.Add(_composer.Reply(id, name, code, reason, null, null, 0, nowMs));
            }

            Tell(code, nowMs);
        }

        private bool HasRoomForRefusal() => _replies.Count < ReplyQueue.Capacity / 2;

        private void Tell(string code, long nowMs)
        {
            if (_strangers.MayTell(nowMs, out int untold))
            {
                _notices.TryAdd(EventKind.CommandRejected, EventData.CommandRejected(code, untold));
            }
        }

        private bool IsSigned()
        {
            byte[] expected = _authenticator.Compute(CanonicalText());
            if (expected == null || expected.Length != MacLength)
            {
                return false;
            }

            // Compares all bytes in any case: the time must not tell how many were right.
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
            byte[] text = new byte[head.Length + _reader.Id.Length + _reader.Name.Length + _reader.Args.Length + counter.Length
                + _reader.Expires.Length + 4];
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
