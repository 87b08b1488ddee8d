using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Link;
using AedCabinet.Messages;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.Controller
{
    /// <summary>
    /// Tells the technician at the serial log what changes: the network's address, the clock, what the link waits for, and, when
    /// asked, what every pin reads. Looked at by the supervisor's thread, so that neither the scan nor the link waits for
    /// a serial port. What passes between two looks is not told: it was no state to be stuck in.
    /// </summary>
    public sealed class ServiceLog
    {
        private readonly CabinetConfiguration _configuration;
        private readonly INetwork _network;
        private readonly IWallClock _clock;
        private readonly RegistryLink _link;
        private readonly ScanExchange _exchange;
        private readonly ILog _log;
        private bool _hasLooked;
        private bool _hadAddress;
        private bool _wasSet;
        private LinkState _linkState;

        /// <summary>Initializes a new instance of the <see cref="ServiceLog"/> class.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        /// <param name="network">Its network.</param>
        /// <param name="clock">Its wall clock.</param>
        /// <param name="link">Its link, or <c>null</c>: then its network is not even started.</param>
        /// <param name="exchange">What the scan leaves for others.</param>
        /// <param name="log">The serial log.</param>
        public ServiceLog(CabinetConfiguration configuration, INetwork network, IWallClock clock, RegistryLink link,
            ScanExchange exchange, ILog log)
        {
            _configuration = configuration;
            _network = network;
            _clock = clock;
            _link = link;
            _exchange = exchange;
            _log = log;
        }

        /// <summary>Looks once and writes what is new.</summary>
        public void Look()
        {
            if (_link != null)
            {
                TellNetwork();
                TellClock();
                TellLink();
            }

            while (_exchange.SelfTest.TryTakeUntold(out string line))
            {
                _log.Info(line);
            }

            _hasLooked = true;
            if (_exchange.Survey.TryTake(out InputImage inputs, out OutputImage outputs))
            {
                CabinetState state = new CabinetState();
                _exchange.States.Read(state);
                _log.Info(PinText.InputsOf(inputs, state, _configuration) + "; " + PinText.OutputsOf(outputs, _configuration.Pins));
            }
        }

        private void TellNetwork()
        {
            bool hasAddress = _network.IsUp;
            if (_hasLooked && hasAddress == _hadAddress)
            {
                return;
            }

            _hadAddress = hasAddress;
            string kind = _configuration.Network == NetworkKind.Wifi ? "wifi" : "ethernet";
            _log.Info("network: " + kind + (hasAddress ? ", has an address" : ", has no address"));
        }

        private void TellClock()
        {
            bool isSet = _clock.TryGetUtc(out long unixMs);
            if (_hasLooked && isSet == _wasSet)
            {
                return;
            }

            _wasSet = isSet;
            _log.Info(isSet ? "clock: set, " + MessageTime.Format(unixMs) : "clock: not set");
        }

        private void TellLink()
        {
            LinkState state = _link.State;
            if (state == _linkState)
            {
                return;
            }

            // The link itself logs that it is online or was lost, and why.
            _linkState = state;
            switch (state)
            {
                case LinkState.Network:
                    _log.Info("link: waiting for the network");
                    break;
                case LinkState.Clock:
                    _log.Info("link: waiting for the time of day or a quiet moment");
                    break;
                case LinkState.Broker:
                    _log.Info("link: connected, waiting for the broker's answer");
                    break;
            }
        }
    }
}
