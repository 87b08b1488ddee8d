namespace nanoFramework.Networking;

/// <summary>
/// The rules which the Ethernet and the Wi-Fi helper share: one set-up, a ready event that is replaced at a reset,
/// an address that comes and goes. On a desktop the address is there unless the simulator takes it away.
/// </summary>
internal sealed class NetworkState
{
    private readonly Lock _gate = new();
    private bool _isSetUp;
    private bool _hasAddress = true;

    /// <summary>Signalled while there is an address. <see cref="Reset"/> replaces it: never keep a reference.</summary>
    internal ManualResetEvent NetworkReady { get; private set; } = new(false);

    internal NetworkHelperStatus Status { get; private set; } = NetworkHelperStatus.None;

    internal Exception? HelperException { get; private set; }

    /// <summary>The simulator's cable or access point: whether there is an address.</summary>
    internal bool HasAddress
    {
        get
        {
            lock (_gate)
            {
                return _hasAddress;
            }
        }

        set
        {
            lock (_gate)
            {
                _hasAddress = value;
                if (_isSetUp)
                {
                    ShowAddress();
                }
            }
        }
    }

    /// <summary>Starts watching the address.</summary>
    /// <exception cref="InvalidOperationException">Set up before, with no reset since.</exception>
    internal void SetUp()
    {
        lock (_gate)
        {
            if (_isSetUp)
            {
                throw new InvalidOperationException();
            }

            _isSetUp = true;
            Status = NetworkHelperStatus.Started;
            if (_hasAddress)
            {
                ShowAddress();
            }
        }
    }

    /// <summary>Waits for an address until <paramref name="token"/> ends; it does not count as a set-up.</summary>
    internal bool WaitForAddress(CancellationToken token)
    {
        // The device polls in the same rhythm.
        const int PollMs = 200;

        lock (_gate)
        {
            Status = NetworkHelperStatus.Started;
        }

        while (!token.IsCancellationRequested && !HasAddress)
        {
            token.WaitHandle.WaitOne(PollMs);
        }

        lock (_gate)
        {
            Status = token.IsCancellationRequested
                ? NetworkHelperStatus.TokenExpiredWaitingIPAddress
                : NetworkHelperStatus.NetworkIsReady;
            return Status == NetworkHelperStatus.NetworkIsReady;
        }
    }

    /// <summary>Notes a failure the way the device does: as a status, never as a throw.</summary>
    internal void Fail(Exception exception)
    {
        lock (_gate)
        {
            HelperException = exception;
            Status = NetworkHelperStatus.ExceptionOccurred;
        }
    }

    /// <summary>Forgets everything but the simulated cable; <see cref="NetworkReady"/> becomes another event.</summary>
    internal void Reset()
    {
        lock (_gate)
        {
            _isSetUp = false;
            NetworkReady = new ManualResetEvent(false);
            Status = NetworkHelperStatus.None;
            HelperException = null;
        }
    }

    private void ShowAddress()
    {
        if (_hasAddress)
        {
            Status = NetworkHelperStatus.NetworkIsReady;
            NetworkReady.Set();
        }
        else
        {
            Status = NetworkHelperStatus.Reconnecting;
            NetworkReady.Reset();
        }
    }
}
