using AedCabinet.Cell.Source;
using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Ledger;

namespace AedCabinet.Registry.Service;

/// <summary>Where a registry's messages come from and its commands go: one broker, or a cell.</summary>
internal static class SourceParts
{
    /// <summary>Adds where commands go.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="clock">The time.</param>
    public static void AddPublisher(IServiceCollection services, RegistryServiceOptions options, TimeProvider clock)
    {
        if (options.Cell is not { } cell)
        {
            services.AddSingleton(_ => new CommandPublisher(options.Access!));
            services.AddSingleton<ICommandPublisher>(parts => parts.GetRequiredService<CommandPublisher>());
            return;
        }

        services.AddSingleton(_ => new CellPublisher(cell.Commands));
        services.AddSingleton(parts => new RepeatingPublisher(parts.GetRequiredService<CellPublisher>(), clock));
        services.AddSingleton<ICommandPublisher>(parts =>
        {
            RepeatingPublisher publisher = parts.GetRequiredService<RepeatingPublisher>();
            parts.GetRequiredService<IIntake>().Answered += message => Answer(publisher, message);
            return publisher;
        });
    }

    /// <summary>The source of all messages.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="ingest">Takes what comes.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logs">Told of the connection.</param>
    /// <returns>It.</returns>
    public static IMessageSource OfAll(RegistryServiceOptions options, RegistryIngest ingest, TimeProvider clock, ILoggerFactory logs) =>
        options.Cell is not { } cell
            ? new BrokerSession(options.Access!, options.ClientId, ingest.Take, () => ingest.Book.Files.Count == 0, clock,
                logs.CreateLogger<BrokerSession>(), options.IsShared)
            : new SeveralSources([.. cell.Streams.Select(stream => OfPrefecture(stream, ingest, clock, logs))]);

    /// <summary>A prefecture's source; all of them where there is one broker.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="prefecture">The prefecture; empty for all.</param>
    /// <param name="ingest">Takes what comes.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logs">Told of the connection.</param>
    /// <returns>It.</returns>
    public static IMessageSource Of(RegistryServiceOptions options, string prefecture, RegistryIngest ingest, TimeProvider clock,
        ILoggerFactory logs) => prefecture.Length == 0 ? OfAll(options, ingest, clock, logs)
            : OfPrefecture(options.Cell!.Streams.First(stream => stream.Prefecture == prefecture), ingest, clock, logs);

    private static JetStreamSource OfPrefecture(StreamAccess access, RegistryIngest ingest, TimeProvider clock, ILoggerFactory logs) =>
        new(access, ingest.Take, clock, logs.CreateLogger<JetStreamSource>(), () => ingest.PlaceOf(access.Prefecture),
            ingest.Hear);

    private static void Answer(RepeatingPublisher publisher, ReceivedMessage message)
    {
        if (message is { Content: ReportedReply { Id: { } id }, Topic: { } topic })
        {
            publisher.Take(topic.Cabinet, id);
        }
    }
}
