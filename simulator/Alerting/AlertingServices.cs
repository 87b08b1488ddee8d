using AedCabinet.Centre;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace AedCabinet.Alerting;

/// <summary>Adds what tells people something.</summary>
public static class AlertingServices
{
    // Three tries within the lane's patience; what a gateway does not take in that time the next on the list is told.
    private static readonly TimeSpan s_tryFor = TimeSpan.FromSeconds(5);
    private const int Retries = 2;

    /// <summary>Adds a client for each gateway.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">The alerting file.</param>
    public static void AddGateways(IServiceCollection services, AlertingSettings settings)
    {
        foreach ((string name, GatewaySettings gateway) in settings.Gateways)
        {
            services.AddHttpClient(ClientOf(name))
                .RemoveAllLoggers()
                .ConfigurePrimaryHttpMessageHandler(() => PublicAddresses.Handler(gateway.AllowsPrivate, s_tryFor))
                .AddResilienceHandler("alerts", (pipeline, context) =>
                {
                    pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
                    pipeline.AddRetry(new HttpRetryStrategyOptions
                    {
                        MaxRetryAttempts = Retries,
                        BackoffType = DelayBackoffType.Exponential,
                        Delay = TimeSpan.FromSeconds(1),
                        UseJitter = true,

                        // An address that is not allowed is not allowed in a second either.
                        ShouldHandle = arguments => ValueTask.FromResult(
                            arguments.Outcome.Exception?.InnerException is not PrivateAddressException
                                && HttpClientResiliencePredicates.IsTransient(arguments.Outcome)),
                    });
                    pipeline.AddTimeout(s_tryFor);
                });
        }
    }

    /// <summary>The ways of telling people something that a process has.</summary>
    /// <param name="parts">The host's parts.</param>
    /// <param name="settings">The alerting file.</param>
    /// <returns>The channels by name.</returns>
    public static IReadOnlyDictionary<string, IAlertChannel> ChannelsOf(IServiceProvider parts, AlertingSettings settings)
    {
        Dictionary<string, IAlertChannel> channels = [];
        if (settings.Mail is { } mail)
        {
            channels[OnCallEntry.Mail] = new MailChannel(mail);
        }

        foreach ((string name, GatewaySettings gateway) in settings.Gateways)
        {
            channels[name] = new GatewayChannel(parts.GetRequiredService<IHttpClientFactory>(), name, gateway,
                parts.GetRequiredService<TimeProvider>());
        }

        return channels;
    }

    /// <summary>The names of the ways of telling people something.</summary>
    /// <param name="settings">The alerting file.</param>
    /// <returns>The names.</returns>
    public static IEnumerable<string> NamesOf(AlertingSettings settings) =>
        [.. settings.Mail is null ? Array.Empty<string>() : [OnCallEntry.Mail], .. settings.Gateways.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The name of a gateway's client.</summary>
    /// <param name="name">The gateway's name.</param>
    /// <returns>The client's name.</returns>
    internal static string ClientOf(string name) => "alerts " + name;
}
