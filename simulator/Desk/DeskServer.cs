using System.Net;
using AedCabinet.Desk.Calls;
using AedCabinet.Desk.Feed;
using AedCabinet.Desk.Systems;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Desk;

/// <summary>
/// The other side of the centre's interfaces (SPEC §17): a 120 desk, a responders' system and a training system, for trials, for tests and
/// for whoever integrates. They know the centre by HTTP alone.
/// </summary>
public sealed class DeskServer : IAsyncDisposable
{
    private readonly DeskOptions _options;
    private readonly WebApplication _web;
    private readonly List<IDisposable> _owned = [];
    private readonly List<OutsideSystem> _systems = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    /// <summary>Initializes a new instance of the <see cref="DeskServer"/> class.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="output">Where lines go.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="UserErrorException">A journal can't be used.</exception>
    public DeskServer(DeskOptions options, TextWriter output, TimeProvider clock)
    {
        _options = options;
        Paper paper = new(output, options.IsChinese, clock);
        Dispatch = Add(DeskOptions.Dispatch, parts => new DispatchDesk(parts));
        Responders = Add(DeskOptions.Responders, parts => new ResponderSystem(parts));
        Training = Add(DeskOptions.Training, parts => new TrainingSystem(parts));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration["AllowedHosts"] = "127.0.0.1;localhost" + (options.PublicAddress is { } given ? ";" + given.Host : null);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        _web = builder.Build();
        foreach (OutsideSystem system in _systems)
        {
            system.Map(_web);
        }

        DeskControl.Map(_web, this);

        T? Add<T>(string name, Func<SystemParts, T> make)
            where T : OutsideSystem
        {
            if (!options.Logins.TryGetValue(name, out SystemLogin? login))
            {
                return null;
            }

            CentreCalls centre = new(options.Centre, login, options.IsChinese, clock);
            FeedBook book = new(options.Journal is { } folder ? new FileInfo(Path.Combine(folder.FullName, name + ".jsonl")) : null);
            _owned.AddRange([centre, book]);
            FeedReceiver feed = new(book, clock) { Manner = options.Manners.GetValueOrDefault(name, Manner.Well) };
            T system = make(new SystemParts(centre, feed, paper, clock, options.Pace, options.ActsAlone));
            _systems.Add(system);
            return system;
        }
    }

    /// <summary>Gets where it is reached, once it is started.</summary>
    public Uri Address => new(_web.Urls.First());

    /// <summary>Gets how many events came behind a later one of the same cabinet.</summary>
    public long OutOfOrder => _systems.Sum(system => system.Feed.Book.OutOfOrder);

    /// <summary>Gets the 120 desk; <c>null</c> when it does not run.</summary>
    internal DispatchDesk? Dispatch { get; }

    /// <summary>Gets the responders' system; <c>null</c> when it does not run.</summary>
    internal ResponderSystem? Responders { get; }

    /// <summary>Gets the training system; <c>null</c> when it does not run.</summary>
    internal TrainingSystem? Training { get; }

    /// <summary>Gets those that run.</summary>
    internal IReadOnlyList<OutsideSystem> Systems => _systems;

    /// <summary>Whether a system has taken an event.</summary>
    /// <param name="id">The event's id.</param>
    /// <returns><c>true</c> when one has.</returns>
    public bool HasTaken(string id) => _systems.Exists(system => system.Feed.Book.Has(id));

    /// <summary>
    /// Asks the centre whether everything that happens reaches every system from now on, also while its database is away.
    /// </summary>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns><c>true</c> when it does.</returns>
    public async Task<bool> IsToldAsync(CancellationToken stop)
    {
        foreach (OutsideSystem system in _systems)
        {
            await system.LookAsync(stop);
        }

        return _systems.TrueForAll(system => system.State == "active");
    }

    /// <summary>Serves, subscribes, and acts on what comes from then on.</summary>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When all systems have subscribed.</returns>
    /// <exception cref="UserErrorException">The port can't be opened, or the centre refuses.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        try
        {
            await _web.StartAsync(stop);
        }
        catch (IOException exception)
        {
            throw new UserErrorException(new Wording(
                $"--port：127.0.0.1的端口{_options.Port}不能使用（{exception.InnerException?.Message ?? exception.Message}）；请另选一个。",
                $"--port: port {_options.Port} on 127.0.0.1 can't be opened ({exception.InnerException?.Message ?? exception.Message}); "
                    + "choose another.").In(_options.IsChinese), UserErrorException.Environment);
        }

        foreach (OutsideSystem system in _systems)
        {
            try
            {
                await system.SubscribeAsync(_options.PublicAddress ?? Address, _options.From, stop);
            }
            catch (CentreRefusedException exception)
            {
                throw new UserErrorException(new Wording(
                    $"{system.Name}：{_options.Centre}不接受订阅：{exception.Message}",
                    $"{system.Name}: {_options.Centre} does not take the subscription: {exception.Message}").In(_options.IsChinese),
                    UserErrorException.Environment);
            }

            _running.Add(Task.Run(() => system.RunAsync(_stop.Token), CancellationToken.None));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(2));
        await _web.StopAsync(patience.Token);
        await _web.DisposeAsync();
        _owned.ForEach(owned => owned.Dispose());
        _stop.Dispose();
    }
}
