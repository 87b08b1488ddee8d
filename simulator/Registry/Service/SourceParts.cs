using AedCabinet.Cell.Source;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Registry.Service;

/// <summary>Where a registry's messages come from and its commands go: one broker, or a cell.</summary>
internal static class SourceParts
{
    /// <summary>Adds them.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="clock">The time.</param>
    public static void Add(IServiceCollection services, RegistryServiceOptions options, TimeProvider clock)
    {
        if (options.Cell is not { } cell)
        {
            services.AddSingleton<IMessageSource>(parts => Broker(parts, options, clock));
            services.AddSingleton(_ => new CommandPublisher(options.Access));
            services.AddSingleton<ICommandPublisher>(parts => parts.GetRequiredService<CommandPublisher>());
            return;
        }

        services.AddSingleton<IMessageSource>(parts =>
        {
            RegistryIngest ingest = parts.GetRequiredService<RegistryIngest>();
            return new SeveralSources([.. cell.Streams.Select(stream => Stream(parts, stream, ingest, clock))]);
        });
        services.AddSingleton(_ => new CellPublisher(cell.Commands));
        services.AddSingleton(parts => new RepeatingPublisher(parts.GetRequiredService<CellPublisher>(), clock));
        services.AddSingleton<ICommandPublisher>(parts =>
        {
            RepeatingPublisher publisher = parts.GetRequiredService<RepeatingPublisher>();
            parts.GetRequiredService<RegistryIngest>().Answered += message => Answer(publisher, message);
            return publisher;
        });
    }

    /// <summary>A prefecture's stream.</summary>
    /// <param name="parts">The registry's parts.</param>
    /// <param name="access">How to get in.</param>
    /// <param name="ingest">Takes what comes.</param>
    /// <param name="clock">The time.</param>
    /// <returns>It.</returns>
    public static JetStreamSource Stream(IServiceProvider parts, StreamAccess access, RegistryIngest ingest, TimeProvider clock) =>
        new(access, ingest.Take, clock, parts.GetRequiredService<ILogger<JetStreamSource>>(), () => ingest.PlaceOf(access.Prefecture));

    /// <summary>A broker.</summary>
    /// <param name="parts">The registry's parts.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="clock">The time.</param>
    /// <returns>It.</returns>
    private static BrokerSession Broker(IServiceProvider parts, RegistryServiceOptions options, TimeProvider clock)
    {
        RegistryIngest ingest = parts.GetRequiredService<RegistryIngest>();
        return new BrokerSession(options.Access, options.ClientId, ingest.Take, () => ingest.Book.Files.Count == 0, clock,
            parts.GetRequiredService<ILogger<BrokerSession>>());
    }

    private static void Answer(RepeatingPublisher publisher, ReceivedMessage message)
    {
        if (message is { Content: ReportedReply { Id: { } id }, Topic: { } topic })
        {
            publisher.Take(topic.Cabinet, id);
        }
    }
}
