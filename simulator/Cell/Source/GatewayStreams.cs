using AedCabinet.Cell.Plan;
using AedCabinet.Ledger;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace AedCabinet.Cell.Source;

/// <summary>
/// The streams of nats-server's gateway for MQTT, and the worker's place in them. A PUBACK waits for the gateway's own stream and
/// for nothing else: a stream of ours beside it lost three quarters of what had been acknowledged. The gateway's stream keeps
/// nothing that nobody is interested in, so the worker's consumer is there before the first cabinet.
/// </summary>
internal static class GatewayStreams
{
    /// <summary>The subjects at which the gateway keeps what cabinets published with QoS 1.</summary>
    public const string Prefix = "$MQTT.msgs.";

    // As the gateway makes it when the first client comes.
    private const string Messages = "$MQTT_msgs";
    private const string Durable = "registry";

    // What a dead worker held comes again after this: an emergency among it must be there within 15 s.
    private static readonly TimeSpan s_ackWait = TimeSpan.FromSeconds(8);

    /// <summary>The stream with the worker's consumer, each made where it is missing.</summary>
    /// <param name="jetStream">The prefecture's account.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>The stream and the consumer.</returns>
    /// <exception cref="NatsJSException">The cluster refused, or has no leader at the moment.</exception>
    public static async Task<OpenStream> OpenAsync(INatsJSContext jetStream, CancellationToken stop)
    {
        StreamInfo stream = await StreamAsync(jetStream, stop);
        INatsJSConsumer consumer = await jetStream.CreateOrUpdateConsumerAsync(
            Messages,
            new ConsumerConfig(Durable)
            {
                Description = "the registry's worker",
                FilterSubject = Prefix + "aed.v1.>",
                DeliverPolicy = ConsumerConfigDeliverPolicy.All,
                AckPolicy = ConsumerConfigAckPolicy.Explicit,
                AckWait = s_ackWait,
                MaxAckPending = LedgerLimits.UnconfirmedMessages,
                NumReplicas = CellPlan.Machines,
            },
            stop);
        return new OpenStream(consumer, stream.Created.ToUnixTimeMilliseconds(), (long)stream.State.LastSeq,
            (long)(consumer.Info.AckFloor?.StreamSeq ?? 0));
    }

    /// <summary>When the stream was made.</summary>
    /// <param name="jetStream">The prefecture's account.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>The time, in milliseconds since 1970-01-01 UTC.</returns>
    /// <exception cref="NatsJSException">There is none, or the cluster has no leader at the moment.</exception>
    public static async Task<long> MadeAsync(INatsJSContext jetStream, CancellationToken stop) =>
        (await jetStream.GetStreamAsync(Messages, cancellationToken: stop)).Info.Created.ToUnixTimeMilliseconds();

    private static async Task<StreamInfo> StreamAsync(INatsJSContext jetStream, CancellationToken stop)
    {
        try
        {
            return (await jetStream.GetStreamAsync(Messages, cancellationToken: stop)).Info;
        }
        catch (NatsJSApiException exception) when (exception.Error.Code == 404)
        {
            return (await jetStream.CreateStreamAsync(
                new StreamConfig(Messages, [Prefix + ">"])
                {
                    Retention = StreamConfigRetention.Interest,
                    Storage = StreamConfigStorage.File,
                    NumReplicas = CellPlan.Machines,
                },
                stop)).Info;
        }
    }
}
