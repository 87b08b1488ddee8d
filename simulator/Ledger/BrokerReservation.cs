using AedCabinet.Centre;
using AedCabinet.Terminal;

namespace AedCabinet.Ledger;

/// <summary>
/// Has a broker keep, from now on, what is meant for a registry that does not run there yet: it subscribes as that registry does, confirms
/// nothing and goes.
/// </summary>
public static class BrokerReservation
{
    /// <summary>Subscribes.</summary>
    /// <param name="access">How to get in; no registry may run there under that id.</param>
    /// <param name="clientId">Under which id the registry will connect.</param>
    /// <param name="stop">Cancelled when nobody waits any more.</param>
    /// <returns>When the broker keeps what comes.</returns>
    /// <exception cref="UserErrorException">The broker can't be reached or refuses.</exception>
    public static async Task MakeAsync(BrokerAccess access, string clientId, CancellationToken stop)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(LedgerLimits.ConnectTimeout);
        await using BrokerConnection connection = new((_, _, _, _) => { });
        try
        {
            await connection.OpenAsync(access, clientId, wantsRetained: false, limit.Token);
            await connection.CloseAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            throw new UserErrorException(
                $"The broker {access} can't be reached, nothing was moved: {(exception.InnerException ?? exception).Message}",
                UserErrorException.Environment);
        }
    }
}
