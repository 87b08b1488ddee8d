using AedCabinet.Platform;
using nanoFramework.M2Mqtt;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// The power of a cabinet's controller. Where it ends, so does everything at once, without a goodbye: nothing more reaches flash,
/// the serial log or the network, and the broker sends the last will.
/// </summary>
/// <param name="log">The serial log.</param>
public sealed class CabinetSupply(ILog log) : ILog, IDisposable
{
    private CancellationTokenSource _cut = new();

    /// <summary>Gets a value indicating whether there is power.</summary>
    public bool IsOn => !Volatile.Read(ref _cut).IsCancellationRequested;

    /// <summary>Ends the power.</summary>
    public void Cut()
    {
        log.Info("power: the battery is empty, the controller is off");
        CancellationTokenSource cut = _cut;

        // At once for all who ask; the sockets are closed on a thread that has no locks.
        _ = cut.CancelAsync();
    }

    /// <summary>Gives power again.</summary>
    public void Restore()
    {
        log.Info("power: the mains are back, the controller starts");
        Volatile.Write(ref _cut, new CancellationTokenSource());
    }

    /// <summary>Has the MQTT clients of a boot, which the calling thread starts, lose their connection with the power.</summary>
    public void Feed() => MqttClient.CabinetPower = _cut.Token;

    /// <summary>A flash that keeps what it had when the power ended.</summary>
    /// <param name="flash">The flash.</param>
    /// <returns>The flash with power.</returns>
    public IStorage Feed(IStorage flash) => new PoweredFlash(flash, _cut.Token);

    /// <inheritdoc/>
    public void Info(string line) => Tell(log.Info, line);

    /// <inheritdoc/>
    public void Warning(string line) => Tell(log.Warning, line);

    /// <inheritdoc/>
    public void Error(string line) => Tell(log.Error, line);

    /// <inheritdoc/>
    public void Dispose() => _cut.Dispose();

    private void Tell(Action<string> tell, string line)
    {
        if (IsOn)
        {
            tell(line);
        }
    }

    private sealed class PoweredFlash(IStorage flash, CancellationToken cut) : IStorage
    {
        public FlashAnswer Read(string name, out byte[] content) => flash.Read(name, out content);

        public bool TryWrite(string name, byte[] content) => !cut.IsCancellationRequested && flash.TryWrite(name, content);

        public bool TryAppend(string name, byte[] content) => !cut.IsCancellationRequested && flash.TryAppend(name, content);

        public bool TryDelete(string name) => !cut.IsCancellationRequested && flash.TryDelete(name);

        public bool TryList(out string[] names) => flash.TryList(out names);
    }
}
