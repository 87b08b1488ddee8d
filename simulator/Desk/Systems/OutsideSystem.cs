using AedCabinet.Desk.Calls;
using AedCabinet.Desk.Feed;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Routing;

namespace AedCabinet.Desk.Systems;

/// <summary>
/// One of the desk's systems: it subscribes, takes what comes, shows it in plain lines, and does what such a system does. Knows the centre
/// by HTTP alone.
/// </summary>
/// <param name="name">Its name in addresses and options.</param>
/// <param name="title">Its name in lines.</param>
/// <param name="parts">What it works with.</param>
internal abstract class OutsideSystem(string name, Wording title, SystemParts parts)
{
    // The centre asks the address whether it wants to be told, and then tells those who take messages in.
    private static readonly string[] s_notYet = ["", "pending", "starting"];
    private const int MostLooks = 150;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets its name in addresses and options.</summary>
    public string Name => name;

    /// <summary>Gets where the centre delivers.</summary>
    public FeedReceiver Feed => parts.Feed;

    /// <summary>Gets its subscription's id at the centre; <c>null</c> before it has one.</summary>
    public string? SubscriptionId { get; private set; }

    /// <summary>Gets how the subscription stood when the centre was last asked.</summary>
    public string State { get; private set; } = string.Empty;

    /// <summary>Gets which types it wants; none for all.</summary>
    protected abstract IReadOnlyList<string> Types { get; }

    /// <summary>Gets what it works with.</summary>
    protected SystemParts Parts => parts;

    private string Path => $"/{name}/feed";

    /// <summary>Serves its address.</summary>
    /// <param name="web">Where.</param>
    public void Map(IEndpointRouteBuilder web) => parts.Feed.Map(web, Path);

    /// <summary>Subscribes, once its address is served.</summary>
    /// <param name="desk">Where the desk is reached.</param>
    /// <param name="from">Behind which cursor a new subscription begins; <c>null</c> for now.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When the centre delivers.</returns>
    /// <exception cref="CentreRefusedException">The centre refuses.</exception>
    public async Task SubscribeAsync(Uri desk, string? from, CancellationToken stop)
    {
        await PrepareAsync(stop);
        Subscription subscription = new(parts.Centre, $"desk {name}", new Uri(desk, Path), Types);
        (string id, string secret) = await subscription.EnsureAsync(from, stop);
        parts.Feed.Trust(secret);
        SubscriptionId = id;
        for (int look = 0; look < MostLooks && s_notYet.Contains(State); look++)
        {
            await Task.Delay(look == 0 ? TimeSpan.Zero : s_look, parts.Clock, stop);
            await LookAsync(stop);
        }

        Say($"已订阅（{id}，{State}）", $"subscribed ({id}, {State})");
    }

    /// <summary>Asks the centre how the subscription stands.</summary>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When <see cref="State"/> is what the centre says.</returns>
    /// <exception cref="CentreRefusedException">The centre refuses.</exception>
    public async Task LookAsync(CancellationToken stop) => State =
        (string?)(await parts.Centre.GetAsync($"{Subscription.Path}/{SubscriptionId}", stop))["state"] ?? string.Empty;

    /// <summary>Acts on what comes, one after the other.</summary>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When it is.</returns>
    public async Task RunAsync(CancellationToken stop)
    {
        await foreach (FeedEvent item in parts.Feed.Taken.ReadAllAsync(stop))
        {
            await TryAsync(() => ActAsync(item, stop));
        }
    }

    /// <summary>What it does before it subscribes.</summary>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When it is done.</returns>
    protected virtual Task PrepareAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Acts on an event.</summary>
    /// <param name="item">The event.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When the next one may come.</returns>
    protected abstract Task ActAsync(FeedEvent item, CancellationToken stop);

    /// <summary>Says a line.</summary>
    /// <param name="zh">In Chinese.</param>
    /// <param name="en">In English.</param>
    protected void Say(string zh, string en) => parts.Paper.Say(title, new Wording(zh, en));

    /// <summary>Does something beside, and says when the centre refuses it.</summary>
    /// <param name="act">What.</param>
    /// <returns>When it is done, or refused.</returns>
    protected async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (CentreRefusedException exception)
        {
            Say($"管理系统拒绝：{exception.Message}", $"the centre refuses: {exception.Message}");
        }
    }

    /// <summary>Sends things one after the other, as people take their time, in the order and as often as the manner has it.</summary>
    /// <typeparam name="T">What is sent.</typeparam>
    /// <param name="things">In the right order.</param>
    /// <param name="send">Sends one.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>When all are sent.</returns>
    protected async Task TellAllAsync<T>(IReadOnlyList<T> things, Func<T, Task> send, CancellationToken stop)
    {
        Manner manner = parts.Feed.Manner;
        foreach (T thing in manner.Order(things))
        {
            await Task.Delay(parts.Pace, parts.Clock, stop);
            for (int time = 0; time < manner.Times; time++)
            {
                await TryAsync(() => send(thing));
            }
        }
    }
}
