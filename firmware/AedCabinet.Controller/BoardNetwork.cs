using System;
using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Settings;
using nanoFramework.Networking;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The board's Wi-Fi or Ethernet, with the settings that the flash tool deployed to the CLR. The CLR reconnects Wi-Fi by
    /// itself, immediately and for ever; this class only starts it and looks.
    /// </summary>
    public sealed class BoardNetwork : INetwork
    {
        private readonly NetworkKind _kind;

        /// <summary>Initializes a new instance of the <see cref="BoardNetwork"/> class.</summary>
        /// <param name="kind">Which interface the board has.</param>
        public BoardNetwork(NetworkKind kind)
        {
            _kind = kind;
        }

        /// <inheritdoc/>
        public bool IsUp => _kind == NetworkKind.Wifi
            ? WifiNetworkHelper.NetworkReady.WaitOne(0, false)
            : NetworkHelper.NetworkReady.WaitOne(0, false);

        /// <inheritdoc/>
        public void Start()
        {
            // The date is not waited for: an event with its up-time is worth more than one that waits for a clock.
            if (_kind == NetworkKind.Wifi)
            {
                WifiNetworkHelper.SetupNetworkHelper(false);
            }
            else
            {
                NetworkHelper.SetupNetworkHelper(false);
            }
        }

        /// <inheritdoc/>
        /// <remarks>
        /// The platform has no call that takes an interface down and up. Its helper is set up anew, which applies the address
        /// settings (a new DHCP request) on Wi-Fi and Ethernet alike. Wi-Fi is not told to leave its access point: the CLR
        /// joins again by itself only what it lost, not what it was told to leave. What this does not mend, the restart of the
        /// board does (<see cref="LinkTimeouts.FirstBoardRestartMs"/>).
        /// </remarks>
        public void Restart()
        {
            try
            {
                if (_kind == NetworkKind.Wifi)
                {
                    WifiNetworkHelper.Reset();
                }
                else
                {
                    NetworkHelper.Reset();
                }

                Start();
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                // There is no network interface now; the next step is a restart of the board.
            }
        }
    }
}
