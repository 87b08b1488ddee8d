using AedCabinet.Desk.Calls;
using AedCabinet.Desk.Feed;
using AedCabinet.Desk.Systems;

namespace AedCabinet.Desk;

/// <summary>What <c>desk</c> was asked for.</summary>
/// <param name="Centre">Where the centre is.</param>
/// <param name="Port">The port at which the desk is reached, on 127.0.0.1; 0 for any free one.</param>
/// <param name="Logins">As whom its systems ask, by the system's name: those that are to run.</param>
public sealed record DeskOptions(Uri Centre, int Port, IReadOnlyDictionary<string, SystemLogin> Logins)
{
    /// <summary>The 120 desk, in addresses and options.</summary>
    public const string Dispatch = DispatchDesk.SystemName;

    /// <summary>The responders' system.</summary>
    public const string Responders = ResponderSystem.SystemName;

    /// <summary>The training system.</summary>
    public const string Training = TrainingSystem.SystemName;

    /// <summary>Gets the systems' names.</summary>
    public static IReadOnlyList<string> Systems { get; } = [Dispatch, Responders, Training];

    /// <summary>Gets how a system behaves at first, by its name; well unless said otherwise.</summary>
    public IReadOnlyDictionary<string, Manner> Manners { get; init; } = new Dictionary<string, Manner>();

    /// <summary>Gets under which address the centre delivers, where that is not the desk's own; <c>null</c> for its own.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>Gets where what each system takes is kept, a file for each; <c>null</c> for nowhere.</summary>
    public DirectoryInfo? Journal { get; init; }

    /// <summary>Gets behind which cursor new subscriptions begin; <c>null</c> for now.</summary>
    public string? From { get; init; }

    /// <summary>Gets how long people take from one step to the next.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Gets a value indicating whether its systems do by themselves what people would do.</summary>
    public bool ActsAlone { get; init; } = true;

    /// <summary>Gets a value indicating whether it speaks Chinese.</summary>
    public bool IsChinese { get; init; }
}
