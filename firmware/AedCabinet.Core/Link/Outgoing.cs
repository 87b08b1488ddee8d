using System;
using AedCabinet.Commands;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.Link
{
    /// <summary>
    /// What goes out over one connection and in which order: emergencies, then who and how the cabinet is, then the other
    /// events; never more under way than <see cref="InFlight.Window"/>.
    /// </summary>
    public sealed partial class Outgoing : IReporter
    {
        /// <summary>An event that makes the link fail so often, each time after others have gone through, is set aside.</summary>
        public const int MaxTries = 5;

        private readonly IBrokerConnection _connection;
        private readonly MessageComposer _composer;
        private readonly Topics _topics;
        private readonly IEventSource _events;
        private readonly StateMailbox _mailbox;
        private readonly InFlight _inFlight = new InFlight();
        private readonly IHealthSource _healthSource;
        private readonly ReplyQueue _replies;
        private string _replyUnderWay;
        private int _replyId;
        private int _connectionNumber;
        private bool _hasSentTelemetry;
        private long _telemetrySentAtMs;
        private bool _isAboutSent;
        private int _sentStateVersion;
        private long _stateSentAtMs;
        private long _failedKey;
        private int _failedTries;

        // The resend under way: boot, first and last number; the next number, 0 when all were sent; and how many were sent, -1 when flash
        // refused.
        private int[] _range;
        private int _again;
        private int _given;

        /// <summary>Initializes a new instance of the <see cref="Outgoing"/> class.</summary>
        /// <param name="connection">The MQTT connection.</param>
        /// <param name="composer">Composes the messages.</param>
        /// <param name="topics">The cabinet's topics.</param>
        /// <param name="events">The events to deliver.</param>
        /// <param name="mailbox">Where the scan leaves its state.</param>
        /// <param name="healthSource">Knows how the firmware is doing.</param>
        /// <param name="replies">The replies to commands.</param>
        public Outgoing(
            IBrokerConnection connection, MessageComposer composer, Topics topics, IEventSource events, StateMailbox mailbox,
            IHealthSource healthSource, ReplyQueue replies)
        {
            _replies = replies;
            _connection = connection;
            _composer = composer;
            _topics = topics;
            _events = events;
            _mailbox = mailbox;
            _healthSource = healthSource;
        }

        /// <summary>A connection has begun: <c>about</c> and <c>state</c> must be sent again.</summary>
        /// <param name="connectionNumber">Its number within the boot.</param>
        public void Begin(int connectionNumber)
        {
            _connectionNumber = connectionNumber;
            _isAboutSent = false;
            _sentStateVersion = 0;
        }

        /// <summary>The connection is gone: what was not acknowledged will be sent again on the next.</summary>
        public void End()
        {
            _inFlight.Clear();
            if (_replyUnderWay != null)
            {
                _replies.Return(_replyUnderWay);
                _replyUnderWay = null;
            }

            _events.ReturnUnacknowledged();
            RestartGiving();
        }

        /// <summary>The broker acknowledged a message.</summary>
        /// <param name="messageId">The client's id of it.</param>
        public void Acknowledge(int messageId)
        {
            _replyUnderWay = messageId == _replyId ? null : _replyUnderWay;
            if (_inFlight.TryRemove(messageId, out CabinetEvent subject) && subject != null)
            {
                _events.Acknowledge(subject);
            }
        }

        /// <summary>Gets a value indicating whether a message waits for its acknowledgement.</summary>
        public bool IsWaiting => _inFlight.Count > 0;

        /// <summary>How long the oldest message has been waiting for its acknowledgement.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <returns>Milliseconds, 0 when none is under way.</returns>
        public long OldestAgeMs(long nowMs) => _inFlight.OldestAgeMs(nowMs);

        /// <summary>Sends everything that is due, as far as the window allows.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void SendWhatIsDue(long nowMs)
        {
            int tries = _failedTries;
            if (tries == 0 || _isAboutSent)
            {
                SendEvents(Severity.Emergency, nowMs);
                tries = _failedTries;
            }

            // Where other messages fail too, it is the client's fault and none of an event's.
            _failedTries = 0;
            SendReply(nowMs);
            SendPicture(nowMs);
            _failedTries = tries;
            SendEvents(Severity.Info, nowMs);
            SendAgain(nowMs);
            SendTelemetry(nowMs);
        }

        /// <summary>Sends one message, if the window allows.</summary>
        /// <param name="topic">Its topic.</param>
        /// <param name="text">Its JSON.</param>
        /// <param name="isRetained">Whether the broker keeps it.</param>
        /// <param name="subject">The event it carries, or <c>null</c>.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="messageId">The client's id of it.</param>
        /// <returns><c>false</c> when it must wait.</returns>
        public bool TrySend(string topic, string text, bool isRetained, CabinetEvent subject, long nowMs, out int messageId)
        {
            messageId = 0;
            if (!_inFlight.HasRoom || !_connection.TryPublish(topic, text, isRetained, out messageId))
            {
                return false;
            }

            _inFlight.Add(messageId, nowMs, subject);
            return true;
        }

        /// <inheritdoc/>
        public void ReportAll()
        {
            _isAboutSent = false;
            _sentStateVersion = 0;
            _hasSentTelemetry = false;
        }

        /// <inheritdoc/>
        public void GiveAgain(int boot, int from, int to)
        {
            _range = new int[] { boot, from, to };
            RestartGiving();
        }

        /// <inheritdoc/>
        public bool TryTakeGiven(out int given)
        {
            given = _given;
            bool isOver = _range != null && _again == 0 && _inFlight.Count == 0;
            _range = isOver ? null : _range;
            return isOver;
        }

        private void SendPicture(long nowMs)
        {
            if (!_isAboutSent)
            {
                _isAboutSent = TrySend(_topics.About, _composer.About(), true, null, nowMs, out int _);
            }

            if (IsStateDue(nowMs))
            {
                CabinetState state = new CabinetState();
                int version = _mailbox.Read(state);
                if (TrySend(_topics.State, _composer.State(state, _connectionNumber, nowMs), true, null, nowMs, out int _))
                {
                    _sentStateVersion = version;
                    _stateSentAtMs = nowMs;
                }
            }
        }

        // Everything is sent anew on a new connection: it is not known what got through.
        private void RestartGiving()
        {
            _again = _range == null ? 0 : _range[1];
            _given = 0;
        }

        // Sent after everything that waits, as it was told once already. It has no subject: the outbox is done with it.
        private void SendAgain(long nowMs)
        {
            while (_again > 0 && _inFlight.HasRoom)
            {
                FlashAnswer answer = _events.ReadAgain(_range[0], _again, _range[2], out CabinetEvent item);
                if (answer != FlashAnswer.Found)
                {
                    _given = answer == FlashAnswer.Failed ? -1 : _given;
                    _again = 0;
                    return;
                }

                if (!TrySend(_topics.Event, _composer.Event(item, nowMs), false, null, nowMs, out int _))
                {
                    return;
                }

                _given++;
                _again = item.Seq < _range[2] ? item.Seq + 1 : 0;
            }
        }

        // One at a time, so that only one must be kept for the next connection.
        private void SendReply(long nowMs)
        {
            if (_replyUnderWay == null && _replies.Count > 0 && TrySend(_topics.Reply, _replies.Peek(), false, null, nowMs, out _replyId))
            {
                _replyUnderWay = _replies.Peek();
                _replies.Remove();
            }
        }

        private void SendTelemetry(long nowMs)
        {
            if (_hasSentTelemetry && nowMs - _telemetrySentAtMs < LinkTimeouts.TelemetryIntervalMs)
            {
                return;
            }

            _hasSentTelemetry = true;
            _telemetrySentAtMs = nowMs;
            CabinetState state = new CabinetState();
            FirmwareHealth health = new FirmwareHealth();
            _mailbox.Read(state);
            _healthSource.Read(health);
            health.WaitingEvents = _events.Count;
            health.DroppedEvents = _events.DroppedCount;
            _connection.PublishOnce(_topics.Telemetry, _composer.Telemetry(state, health, nowMs));
        }

        private bool IsStateDue(long nowMs)
        {
            int version = _mailbox.Version;
            if (version == 0)
            {
                return false;
            }

            if (_sentStateVersion == 0)
            {
                return true;
            }

            long sinceMs = nowMs - _stateSentAtMs;
            return (version != _sentStateVersion && sinceMs >= LinkTimeouts.StateMinIntervalMs)
                || sinceMs >= LinkTimeouts.StateMaxIntervalMs;
        }

        private void SendEvents(Severity atLeast, long nowMs)
        {
            while (_inFlight.HasRoom && _events.HasWaiting(atLeast) && _events.TryTake(out CabinetEvent item))
            {
                if (item.Key == _failedKey && _failedTries >= MaxTries)
                {
                    _events.SetAside(item);
                }
                else if (!TrySendEvent(item, nowMs))
                {
                    _events.Return(item);
                    return;
                }
            }
        }

        // An event whose sending fails again and again must not hold up the others. A lack of memory is not the event's fault.
        private bool TrySendEvent(CabinetEvent item, long nowMs)
        {
            try
            {
                bool isSent = TrySend(_topics.Event, _composer.Event(item, nowMs), false, item, nowMs, out int _);
                _failedTries = isSent && item.Key == _failedKey ? 0 : _failedTries;
                return isSent;
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                _failedTries = item.Key == _failedKey ? _failedTries + 1 : 1;
                _failedKey = item.Key;
                throw;
            }
        }
    }
}
