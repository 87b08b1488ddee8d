using AedCabinet.Centre;
using AedCabinet.Terminal;

namespace AedCabinet.Nearest;

/// <summary>An AED that is nearer than one that is named, and is not named itself.</summary>
/// <param name="Cabinet">What the registry knows of its cabinet.</param>
/// <param name="DistanceM">How far it is in a straight line, m.</param>
/// <param name="Why">Why it is not named.</param>
/// <param name="OpensAt">When the place opens, where that is known.</param>
public sealed record PassedOver(CabinetRecord Cabinet, double DistanceM, PassedOverWhy Why, DateTimeOffset? OpensAt = null)
{
    /// <summary>Gets the reason as a person reads it.</summary>
    public Wording Words => Why switch
    {
        PassedOverWhy.NotReady => new($"不可用：{Reasons("未说明原因")}", $"not ready: {Reasons("it does not say why")}"),
        PassedOverWhy.NotHeard => new("失联，现状不明", "not heard of: its state now is not known"),
        PassedOverWhy.NotUnderstood => new("上报内容无法理解，现状不明", "what it says can't be understood: its state now is not known"),
        PassedOverWhy.TwoBoards => new("两块控制器用同一编号，现状不明", "two boards speak as it: its state now is not known"),
        PassedOverWhy.NotPermitted => Cabinet.About?.Access is { } access
            ? new($"不对公众开放（{access}）", $"not for everybody ({access})")
            : new("未登记谁可以取用", "who may take it is not registered"),
        PassedOverWhy.Closed => new($"现在关门{(OpensAt is { } at ? $"，{ChinaTime.Say(at)}开门" : string.Empty)}",
            $"closed now{(OpensAt is { } then ? $", opens {ChinaTime.Say(then)}" : string.Empty)}"),
        PassedOverWhy.HoursUnknown => Cabinet.About?.Hours is { } hours
            ? new($"不能确定是否开门（{hours}），请打电话", $"whether it is open is not known ({hours}): call")
            : new("未登记开放时间，请打电话", "its hours are not registered: call"),
        _ => new("随车移动，现在位置不明", "it travels: where it is now is not known"),
    };

    private string Reasons(string none) => Cabinet.State?.Reasons is { Count: > 0 } reasons ? string.Join(", ", reasons) : none;
}
