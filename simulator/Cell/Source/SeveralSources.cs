using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Source;

/// <summary>All prefectures of a cell, read by one registry.</summary>
/// <param name="sources">The prefectures' streams, one at least.</param>
public sealed class SeveralSources(IReadOnlyList<IMessageSource> sources) : IMessageSource
{
    /// <inheritdoc/>
    public string Name => string.Join("; ", sources.Select(source => source.Name));

    /// <inheritdoc/>
    public bool IsConnected => sources.All(source => source.IsConnected);

    /// <inheritdoc/>
    public Task<Wording> Yielded { get; } = Task.WhenAny(sources.Select(source => source.Yielded)).Unwrap();

    /// <inheritdoc/>
    public void Start()
    {
        foreach (IMessageSource source in sources)
        {
            source.Start();
        }
    }

    /// <inheritdoc/>
    public Task StopAsync() => Task.WhenAll(sources.Select(source => source.StopAsync()));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (IMessageSource source in sources)
        {
            await source.DisposeAsync();
        }
    }
}
