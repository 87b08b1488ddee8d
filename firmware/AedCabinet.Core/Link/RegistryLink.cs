using System;
using AedCabinet.Events;
using AedCabinet.Platform;
using AedCabinet.Settings;

namespace AedCabinet.Link
{
    /// <summary>
    /// The cabinet's link to the registry as an explicit state machine (SPEC §12), advanced by <see cref="Step"/> from a thread
    /// of its own: only <see cref="IBrokerConnection.TryOpen"/> may block it. Every time-out is in <see cref="LinkTimeouts"/>.
    /// </summary>
    public sealed partial class RegistryLink
    {
        private readonly INetwork _network;
        private readonly IBrokerConnection _connection;
        private readonly LinkSession _session;
        private readonly Outgoing _outgoing;
        private readonly IEventSource _events;
        private readonly ConnectPreparation _preparation;
        private readonly LinkEscalation _escalation;
        private readonly ICommandHandler _commands;
        private readonly ILog _log;
        private readonly AttemptSchedule _attempts;
        private long _stateSinceMs;
        private long _farewellUntilMs;
        private bool _hasStarted;
        private bool _isStopping;

        /// <summary>Initializes a new instance of the <see cref="RegistryLink"/> class.</summary>
        /// <param name="settings">How long to wait between attempts.</param>
        /// <param name="network">The board's network.</param>
        /// <param name="connection">The MQTT connection.</param>
        /// <param name="session">Opens, names and announces the connections.</param>
        /// <param name="events">The events to deliver.</param>
        /// <param name="outgoing">What goes out over the connection.</param>
        /// <param name="preparation">Knows when an attempt may begin.</param>
        /// <param name="escalation">Does more when the attempts fail for long.</param>
        /// <param name="commands">Takes what comes on the command topic, or <c>null</c> to ignore it.</param>
        /// <param name="random">The source of jitter.</param>
        /// <param name="log">The serial log.</param>
        public RegistryLink(
            BrokerSettings settings,
            INetwork network,
            IBrokerConnection connection,
            LinkSession session,
            IEventSource events,
            Outgoing outgoing,
            ConnectPreparation preparation,
            LinkEscalation escalation,
            ICommandHandler commands,
            Random random,
            ILog log)
        {
            _network = network;
            _connection = connection;
            _session = session;
            _events = events;
            _log = log;
            _outgoing = outgoing;
            _preparation = preparation;
            _escalation = escalation;
            _commands = commands;
            _attempts = new AttemptSchedule(settings, random);
        }

        /// <summary>Gets how far the link has got.</summary>
        public LinkState State { get; private set; }

        /// <summary>Gets a value indicating whether the link has ended after <see cref="BeginStop"/>.</summary>
        public bool IsStopped { get; private set; }

        /// <summary>
        /// Gets a value indicating whether the broker owes an answer: to the subscription, the birth or any other message. May be asked
        /// from any thread.
        /// </summary>
        public bool AwaitsBroker => State == LinkState.Broker || State == LinkState.Subscribed || _outgoing.IsWaiting;

        /// <summary>Advances the link by what can be done now.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds, never less than in the call before.</param>
        public void Step(long nowMs)
        {
            if (!_hasStarted)
            {
                _network.Start();
                _attempts.Begin(nowMs);
                _hasStarted = true;
            }

            TakeSignals(nowMs);
            if (_isStopping)
            {
                FinishStop(nowMs);
                return;
            }

            _escalation.Step(State == LinkState.Online, nowMs);
            if (_commands != null)
            {
                _commands.Step(State == LinkState.Online, nowMs);
            }

            switch (State)
            {
                case LinkState.Offline:
                    if (_attempts.IsDue(_events.HasWaiting(Severity.Emergency), nowMs))
                    {
                        Enter(LinkState.Network, nowMs);
                    }

                    break;

                case LinkState.Network:
                    if (_network.IsUp)
                    {
                        Enter(LinkState.Clock, nowMs);
                        ConnectWhenReady(nowMs);
                    }

                    break;

                case LinkState.Clock:
                    ConnectWhenReady(nowMs);
                    break;

                case LinkState.Broker:
                    if (nowMs - _stateSinceMs >= LinkTimeouts.SubscribeMs)
                    {
                        Lose("the broker did not answer the subscription", nowMs);
                    }

                    break;

                default:
                    Deliver(nowMs);
                    break;
            }
        }

        /// <summary>
        /// Gives the connection up, whatever state it is in, after a failure of the link's own. When it throws for want of memory, it must
        /// be called again.
        /// </summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void StartOver(long nowMs)
        {
            _connection.Close(false);
            Lose("starting over", nowMs);
        }

        /// <summary>
        /// Asks the link to end on purpose: it says goodbye, so that the registry doesn't see a loss, and <see cref="IsStopped"/>
        /// is true after at most <see cref="LinkTimeouts.FarewellMs"/> of further steps.
        /// </summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void BeginStop(long nowMs)
        {
            _isStopping = true;
            _farewellUntilMs = nowMs;
            if (State >= LinkState.Subscribed && _session.TrySayGoodbye())
            {
                _farewellUntilMs = nowMs + LinkTimeouts.FarewellMs;
            }
        }

        private void FinishStop(long nowMs)
        {
            if (!IsStopped && (State < LinkState.Broker || nowMs >= _farewellUntilMs))
            {
                if (State >= LinkState.Broker)
                {
                    _connection.Close(true);
                }

                _preparation.End();
                State = LinkState.Offline;
                IsStopped = true;
            }
        }

        private void ConnectWhenReady(long nowMs)
        {
            if (!_preparation.IsReady(nowMs))
            {
                return;
            }

            bool isOpen = _session.TryOpen(out string problem);
            _preparation.End();
            if (!isOpen)
            {
                Lose(problem, nowMs);
                return;
            }

            Enter(LinkState.Broker, nowMs);
        }

        private void TakeSignals(long nowMs)
        {
            while (_connection.TryTakeSignal(out BrokerSignal signal))
            {
                if (State >= LinkState.Broker)
                {
                    Take(signal, nowMs);
                }
            }
        }

        private void Take(BrokerSignal signal, long nowMs)
        {
            switch (signal.Kind)
            {
                case BrokerSignalKind.Subscribed:
                    if (State == LinkState.Broker && _session.IsSubscription(signal.MessageId))
                    {
                        Announce(nowMs);
                    }

                    break;

                case BrokerSignalKind.Published:
                    TakeAcknowledgement(signal.MessageId, nowMs);
                    break;

                case BrokerSignalKind.Received:
                    if (_commands != null)
                    {
                        _commands.Handle(signal.Payload, nowMs);
                    }

                    break;

                case BrokerSignalKind.NotPublished:
                    Lose("the broker did not acknowledge a message", nowMs);
                    break;

                default:
                    Lose("the connection was lost", nowMs);
                    break;
            }
        }

        private void TakeAcknowledgement(int messageId, long nowMs)
        {
            _outgoing.Acknowledge(messageId);
            if (_isStopping && _session.IsFarewell(messageId))
            {
                _farewellUntilMs = nowMs;
            }

            if (State == LinkState.Subscribed && _session.IsBirth(messageId))
            {
                _log.Info("link: online, connection " + _session.Number.ToString());
                Enter(LinkState.Online, nowMs);
            }
        }

        private void Announce(long nowMs)
        {
            Enter(LinkState.Subscribed, nowMs);
            if (!_session.TryAnnounce(_outgoing, nowMs))
            {
                Lose("the client's queue is full", nowMs);
            }
        }

        private void Deliver(long nowMs)
        {
            if (_outgoing.OldestAgeMs(nowMs) >= LinkTimeouts.AcknowledgeMs)
            {
                // The MQTT client sends no ping while it is sending, so a half-open connection shows only here.
                Lose("no acknowledgement for " + (LinkTimeouts.AcknowledgeMs / 1000).ToString() + " s", nowMs);
                return;
            }

            if (State == LinkState.Online)
            {
                _attempts.NoteOnline(nowMs - _stateSinceMs);
                _outgoing.SendWhatIsDue(nowMs);
            }
        }

        private void Lose(string why, long nowMs)
        {
            if (State >= LinkState.Broker)
            {
                _connection.Close(false);
            }

            _preparation.End();
            _outgoing.End();
            Enter(LinkState.Offline, nowMs);
            int pauseMs = _attempts.Postpone(_events.HasWaiting(Severity.Emergency), nowMs);
            _log.Warning("link: " + why + "; next attempt in " + pauseMs.ToString() + " ms");
        }

        private void Enter(LinkState state, long nowMs)
        {
            State = state;
            _stateSinceMs = nowMs;
        }
    }
}
