using AedCabinet.Cell.Source;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// The worker of one prefecture as a process of its own that can be killed and paused: from the gateway's stream to PostgreSQL, with
/// <c>resend</c> for what is missing.
/// </summary>
public static class TrialWorker
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until it is told to stop.</summary>
    /// <param name="access">How to get in.</param>
    /// <param name="log">Told what happens.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>When it has ended.</returns>
    public static async Task RunAsync(TrialWorkerAccess access, ILogger log, CancellationToken stop)
    {
        PostgresStore store = new(access.Database, access.DatabasePassword);
        using LedgerDatabase? database = await OpenAsync(store, access.Prefecture, log, stop);
        if (database is null)
        {
            return;
        }

        using RegistryIngest ingest = new(database, TimeProvider.System, log);
        await using JetStreamSource source = new(new StreamAccess(access.Servers, access.Prefecture, access.User, access.Password),
            ingest.Take, TimeProvider.System, log);
        CommandKeys keys = new();
        foreach ((string id, TrialKey key) in access.Keys)
        {
            keys.Add(id, key.Topic, key.Key);
        }

        await using GatewayCommands commands = new(access.GatewayPort, Plan.PrefectureAccounts.CommandsOf(access.Prefecture),
            access.CommandsPassword);
        await using ResendDesk resends = new(store, keys, commands, ingest.IsConnected, ingest.Metrics, TimeProvider.System, log);
        ingest.Answered += resends.Take;
        ingest.Start();
        source.Start();
        resends.Start();
        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Run(ingest.Stop, CancellationToken.None);
        await source.StopAsync();
    }

    private static async Task<LedgerDatabase?> OpenAsync(PostgresStore store, string prefecture, ILogger log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                return store.OpenForIngest(prefecture);
            }
            catch (UserErrorException exception) when (exception.ExitCode == UserErrorException.Environment)
            {
                // Another primary is not there yet, or the worker before this one is still known to it.
                log.Tell(LogLevel.Warning, $"{exception.Message}", $"{exception.Message}");
            }

            await Task.Delay(s_pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
    }
}
