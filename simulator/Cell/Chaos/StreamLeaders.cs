using System.Diagnostics;
using AedCabinet.Cell.Source;
using AedCabinet.Cell.Trial;
using AedCabinet.Terminal;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Net;

namespace AedCabinet.Cell.Chaos;

/// <summary>Which node leads the stream of a prefecture at the moment, and another one if that is wanted.</summary>
/// <param name="cell">The cell.</param>
internal sealed class StreamLeaders(CellTrial cell)
{
    // As the gateway calls it.
    private const string Messages = "$MQTT_msgs";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);

    /// <summary>The place of the node that leads a prefecture's stream.</summary>
    /// <param name="prefecture">The prefecture's code.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>The place.</returns>
    public Task<int> OfAsync(string prefecture, CancellationToken stop) =>
        WithAsync(prefecture, (_, leader, _) => Task.FromResult(leader), stop);

    /// <summary>How many messages a prefecture's stream has that nobody has confirmed yet.</summary>
    /// <param name="prefecture">The prefecture's code.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>How many.</returns>
    public Task<int> WaitingAsync(string prefecture, CancellationToken stop) =>
        WithAsync(prefecture, (_, _, state) => Task.FromResult((int)state.Messages), stop);

    /// <summary>Has another node lead a prefecture's stream than a given one.</summary>
    /// <param name="prefecture">The prefecture's code.</param>
    /// <param name="place">The node that is not to lead it.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When another leads.</returns>
    public async Task MoveOffAsync(string prefecture, int place, CancellationToken stop)
    {
        while (await OfAsync(prefecture, stop) == place)
        {
            await WithAsync(prefecture, async (connection, leader, _) =>
            {
                await connection.RequestAsync<byte[], byte[]>($"$JS.API.STREAM.LEADER.STEPDOWN.{Messages}", [],
                    cancellationToken: stop);
                return leader;
            }, stop);
            await Task.Delay(s_look, stop);
        }
    }

    private async Task<int> WithAsync(string prefecture, Func<NatsConnection, int, StreamState, Task<int>> use, CancellationToken stop)
    {
        StreamAccess access = cell.AccessOf(prefecture);
        await using NatsConnection connection = new(new NatsOpts
        {
            Url = string.Join(',', access.Addresses.Select(address => "nats://" + address)),
            AuthOpts = new NatsAuthOpts { Username = access.User, Password = access.Password },
        });
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < s_patience)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                INatsJSStream stream = await connection.CreateJetStreamContext().GetStreamAsync(Messages,
                    cancellationToken: stop);
                int place = cell.Plan.Nodes.ToList().FindIndex(node => node.Name == stream.Info.Cluster?.Leader);
                // While nobody reads it, it keeps nothing.
                if (place >= 0 && stream.Info.State.ConsumerCount > 0)
                {
                    return await use(connection, place, stream.Info.State);
                }
            }
            catch (Exception exception) when (exception is NatsException && !stop.IsCancellationRequested)
            {
                // An election, or a node that has just died.
            }

            await Task.Delay(s_look, stop);
        }

        throw new UserErrorException(
            new Wording($"{prefecture}的事件流没有领导者；日志在单元的文件夹里。",
                $"the stream of {prefecture} has no leader; the logs are in the cell's folder.").In(HostLanguage.IsChinese),
            UserErrorException.Environment);
    }
}
