using AedCabinet.Terminal;
using NATS.Client.Core;
using NATS.Net;

namespace AedCabinet.Cell.Source;

/// <summary>
/// Has a cell keep, from now on, what is meant for workers that do not run there yet: a gateway's stream keeps nothing that nobody is
/// interested in.
/// </summary>
public static class StreamReservation
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Makes each stream's consumer, where it is missing.</summary>
    /// <param name="streams">How to get in, for each prefecture.</param>
    /// <param name="stop">Cancelled when nobody waits any more.</param>
    /// <returns>When the cell keeps what comes.</returns>
    /// <exception cref="UserErrorException">It can't be reached or refuses.</exception>
    public static async Task MakeAsync(IEnumerable<StreamAccess> streams, CancellationToken stop)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(s_patience);
        foreach (StreamAccess access in streams)
        {
            try
            {
                await using NatsConnection connection = JetStreamSource.Connect(access);
                await GatewayStreams.OpenAsync(connection.CreateJetStreamContext(), limit.Token);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException && !stop.IsCancellationRequested)
            {
                throw new UserErrorException(new Wording(
                    $"{access}：无法连接，没有迁移任何数据：{exception.Message}", $"{access} can't be reached, nothing was moved: {exception.Message}")
                    .In(HostLanguage.IsChinese), UserErrorException.Environment);
            }
        }
    }
}
