using AedCabinet.Simulator.Cabinets;

namespace AedCabinet.Simulator.Web;

/// <summary>Everything the page says, in one language.</summary>
public sealed record PageText
{
    /// <summary>English.</summary>
    public static readonly PageText English = new()
    {
        Tag = "en",
        OtherTag = "zh",
        OtherName = "中文",
        Title = "AED cabinet",
        Lead = "The firmware's own source, on simulated pins.",
        Front = "Front of the cabinet",
        Door = "Door",
        Aed = "AED",
        Sounder = "Sounder",
        Beacon = "Beacon",
        Link = "Link",
        Open = "open",
        Closed = "closed",
        Present = "in its place",
        Absent = "taken",
        On = "on",
        Off = "off",
        OpenDoor = "Open the door",
        CloseDoor = "Close the door",
        TakeAed = "Take the AED",
        ReturnAed = "Put the AED back",
        Messages = "MQTT messages",
        Time = "Time",
        Kind = "Kind",
        Payload = "Payload",
        Retained = "retained",
        None = "None yet.",
        Links = new()
        {
            [LinkState.Offline] = "offline",
            [LinkState.Network] = "waiting for the network",
            [LinkState.Broker] = "at the broker",
            [LinkState.Subscribed] = "subscribed",
            [LinkState.Online] = "online",
        },
    };

    /// <summary>Chinese.</summary>
    public static readonly PageText Chinese = new()
    {
        Tag = "zh",
        OtherTag = "en",
        OtherName = "English",
        Title = "AED 机柜",
        Lead = "运行固件本身的源代码，引脚为模拟。",
        Front = "机柜正面",
        Door = "柜门",
        Aed = "AED",
        Sounder = "蜂鸣器",
        Beacon = "警示灯",
        Link = "联网",
        Open = "打开",
        Closed = "关闭",
        Present = "在位",
        Absent = "已取走",
        On = "开",
        Off = "关",
        OpenDoor = "打开柜门",
        CloseDoor = "关上柜门",
        TakeAed = "取出 AED",
        ReturnAed = "放回 AED",
        Messages = "MQTT 消息",
        Time = "时间",
        Kind = "类型",
        Payload = "内容",
        Retained = "保留",
        None = "暂无。",
        Links = new()
        {
            [LinkState.Offline] = "离线",
            [LinkState.Network] = "等待网络",
            [LinkState.Broker] = "已连接服务器",
            [LinkState.Subscribed] = "已订阅",
            [LinkState.Online] = "在线",
        },
    };

    /// <summary>Gets the language's tag.</summary>
    public required string Tag { get; init; }

    /// <summary>Gets the tag of the language one can switch to.</summary>
    public required string OtherTag { get; init; }

    /// <summary>Gets the name of the language one can switch to, in that language.</summary>
    public required string OtherName { get; init; }

    public required string Title { get; init; }

    public required string Lead { get; init; }

    public required string Front { get; init; }

    public required string Door { get; init; }

    public required string Aed { get; init; }

    public required string Sounder { get; init; }

    public required string Beacon { get; init; }

    public required string Link { get; init; }

    public required string Open { get; init; }

    public required string Closed { get; init; }

    public required string Present { get; init; }

    public required string Absent { get; init; }

    public required string On { get; init; }

    public required string Off { get; init; }

    public required string OpenDoor { get; init; }

    public required string CloseDoor { get; init; }

    public required string TakeAed { get; init; }

    public required string ReturnAed { get; init; }

    public required string Messages { get; init; }

    public required string Time { get; init; }

    public required string Kind { get; init; }

    public required string Payload { get; init; }

    public required string Retained { get; init; }

    public required string None { get; init; }

    public required Dictionary<LinkState, string> Links { get; init; }

    /// <summary>The text in the language asked for.</summary>
    /// <param name="tag">A language tag such as <c>zh-CN</c>; Chinese unless another language is asked for.</param>
    /// <returns>The text.</returns>
    public static PageText For(string? tag) =>
        tag is null || tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
}
