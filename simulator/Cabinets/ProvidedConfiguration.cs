using AedCabinet.Controller;
using AedCabinet.Platform;

namespace AedCabinet.Simulator.Cabinets;

/// <summary>
/// A cabinet's flash as a folder, on which <c>cabinet.json</c> is the one given at the start and nothing else is touched by the simulator.
/// </summary>
/// <param name="flash">The folder.</param>
/// <param name="configuration">The bytes of <c>cabinet.json</c>.</param>
public sealed class ProvidedConfiguration(IStorage flash, byte[] configuration) : IStorage
{
    /// <inheritdoc/>
    public FlashAnswer Read(string name, out byte[] content)
    {
        if (name == ConfigurationFile.Name)
        {
            content = configuration;
            return FlashAnswer.Found;
        }

        return flash.Read(name, out content);
    }

    /// <inheritdoc/>
    public bool TryWrite(string name, byte[] content) => flash.TryWrite(name, content);

    /// <inheritdoc/>
    public bool TryAppend(string name, byte[] content) => flash.TryAppend(name, content);

    /// <inheritdoc/>
    public bool TryDelete(string name) => flash.TryDelete(name);

    /// <inheritdoc/>
    public bool TryList(out string[] names) => flash.TryList(out names);
}
