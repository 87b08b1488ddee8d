using AedCabinet.Contract;
using AedCabinet.Ledger;
using AedCabinet.Nearest;
using Microsoft.Extensions.Hosting;

namespace AedCabinet.Api.Near;

/// <summary>
/// Where the cabinets hang and when their places are open, kept up to date beside the registry so that who asks for the nearest waits for
/// nothing.
/// </summary>
/// <param name="office">Has the cabinets.</param>
/// <param name="clock">The time.</param>
internal sealed class CabinetPlaces(LedgerOffice office, TimeProvider clock) : IHostedService, IDisposable
{
    // A cabinet that is new or was moved is found so soon; looking through 420,000 takes some 50 ms.
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, ReportedAbout> _known = [];
    // Never disposed: news may still be on its way, and without a wait handle it has nothing to let go.
    private readonly SemaphoreSlim _isNew = new(0);
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    /// <summary>Gets where the cabinets hang.</summary>
    public CabinetMap Map { get; } = new();

    /// <summary>Gets whether their places are open.</summary>
    public OpeningClock Hours { get; } = new(clock, PublicHolidays.China);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        office.Changed += Note;
        Look();
        _work = Task.Run(FollowAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        office.Changed -= Note;
        await _stop.CancelAsync();
        await _work;
    }

    /// <summary>Takes in what the cabinets say now of where they hang.</summary>
    public void Look()
    {
        lock (_known)
        {
            HashSet<string> gone = [.. _known.Keys];
            List<(string Id, double Latitude, double Longitude)> moved = [];
            foreach ((string id, ReportedAbout about) in office.Abouts())
            {
                if (about is not { Latitude: { } latitude, Longitude: { } longitude })
                {
                    continue;
                }

                gone.Remove(id);
                if (!_known.TryGetValue(id, out ReportedAbout? known) || !ReferenceEquals(known, about))
                {
                    _known[id] = about;
                    moved.Add((id, latitude, longitude));
                    Expect(about.Hours);
                }
            }

            Map.Put(moved);
            foreach (string id in gone)
            {
                _known.Remove(id);
                Map.Remove(id);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Hours.Dispose();
        _stop.Dispose();
    }

    private void Expect(string? hours)
    {
        if (hours is not null)
        {
            Hours.Expect(hours);
        }
    }

    private void Note()
    {
        if (_isNew.CurrentCount == 0)
        {
            _isNew.Release();
        }
    }

    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await _isNew.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_stop.IsCancellationRequested)
            {
                Look();
                await Task.Delay(s_pace, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
