namespace AedCabinet.Simulator.Web;

/// <summary>Everything the page says, in one of its two languages.</summary>
public sealed class PageText
{
    /// <summary>Chinese.</summary>
    public static readonly PageText Chinese = new("zh", "en", "English", isChinese: true);

    /// <summary>English.</summary>
    public static readonly PageText English = new("en", "zh", "中文", isChinese: false);

    private static readonly Dictionary<string, (string Chinese, string English)> s_words = new()
    {
        ["title"] = ("AED 机柜", "AED cabinet"),
        ["lead"] = ("运行固件本身的源代码，引脚为模拟。", "The firmware's own source, on simulated pins."),
        ["front"] = ("机柜正面", "Front of the cabinet"),
        ["ready"] = ("可用", "Ready"),
        ["not-ready"] = ("不可用", "Not ready"),
        ["no-state"] = ("尚未收到状态", "No state received yet"),
        ["controls"] = ("动手与故障", "Hands and faults"),
        ["requests"] = ("请求（现场等同于已核准的命令）", "Requests (as accepted commands)"),
        ["values"] = ("读数", "Readings"),
        ["messages"] = ("MQTT 消息", "MQTT messages"),
        ["retained"] = ("保留", "retained"),
        ["none"] = ("暂无。", "None yet."),
        ["open-door"] = ("打开柜门", "Open the door"),
        ["close-door"] = ("关上柜门", "Close the door"),
        ["take-aed"] = ("取出 AED", "Take the AED"),
        ["return-aed"] = ("放回 AED", "Put the AED back"),
        ["link"] = ("联网", "Link"),
        ["mode"] = ("模式", "Mode"),
        ["sounder"] = ("蜂鸣器", "Sounder"),
        ["beacon"] = ("警示灯", "Beacon"),
        ["heater"] = ("加热器", "Heater"),
        ["lampGreen"] = ("绿灯", "Green lamp"),
        ["lampAmber"] = ("黄灯", "Amber lamp"),
        ["lampRed"] = ("红灯", "Red lamp"),
        ["sounderInhibit"] = ("蜂鸣器抑制", "Sounder inhibited"),
        ["inside"] = ("柜内温度", "Inside"),
        ["outside"] = ("外部温度", "Outside"),
        ["battery"] = ("蓄电池", "Battery"),
        ["indicator"] = ("AED 指示灯", "AED indicator"),
        ["on"] = ("开", "on"),
        ["off"] = ("关", "off"),
        ["link.offline"] = ("离线", "offline"),
        ["link.network"] = ("等待网络", "waiting for the network"),
        ["link.clock"] = ("等待对时", "waiting for the time"),
        ["link.broker"] = ("已连接服务器", "at the broker"),
        ["link.subscribed"] = ("已订阅", "subscribed"),
        ["link.online"] = ("在线", "online"),
        ["mode.normal"] = ("正常", "normal"),
        ["mode.drill"] = ("演练", "drill"),
        ["mode.maintenance"] = ("维护", "maintenance"),
        ["mode.not-commissioned"] = ("未投用", "not commissioned"),
        ["indicator.ready"] = ("正常", "ready"),
        ["indicator.in-use"] = ("使用中", "in use"),
        ["indicator.attention"] = ("需要检查", "asks for attention"),
        ["indicator.dark"] = ("不亮", "dark"),
        ["indicator.unknown"] = ("未知", "not known yet"),
        ["indicator.conflict"] = ("矛盾", "contradictory"),
        ["input.door"] = ("柜门", "Door"),
        ["input.aed"] = ("AED", "AED"),
        ["input.aed-model"] = ("AED 型号（配置文件）", "AED model (profile)"),
        ["input.kit-door"] = ("急救箱门", "Kit door"),
        ["input.sos"] = ("求助按钮", "SOS button"),
        ["input.service"] = ("维护按钮", "Service button"),
        ["input.tamper"] = ("控制器外壳", "Controller's case"),
        ["input.mains"] = ("市电", "Mains"),
        ["input.heater"] = ("加热器", "Heater"),
        ["input.probe"] = ("温度探头", "Temperature probe"),
        ["input.aed-fault"] = ("AED 故障", "AED's fault"),
        ["input.aed-use"] = ("AED 开机", "AED switched on"),
        ["input.door-contact"] = ("门磁", "Door contact"),
        ["input.weather"] = ("天气", "Weather"),
        ["position.closed"] = ("关闭", "closed"),
        ["position.open"] = ("打开", "open"),
        ["position.present"] = ("有", "present"),
        ["position.absent"] = ("无", "absent"),
        ["position.released"] = ("松开", "released"),
        ["position.pressed"] = ("按下", "pressed"),
        ["position.lost"] = ("停电", "lost"),
        ["position.ok"] = ("正常", "all right"),
        ["position.broken"] = ("损坏", "broken"),
        ["position.disconnected"] = ("断线", "disconnected"),
        ["position.crc"] = ("校验错误", "CRC errors"),
        ["position.stuck-85"] = ("停在 85.0", "stuck at 85.0"),
        ["position.none"] = ("无", "none"),
        ["position.attention"] = ("需要检查", "asks for attention"),
        ["position.dark"] = ("指示灯坏", "lights dead"),
        ["position.missed-flashes"] = ("偶尔漏闪", "misses flashes"),
        ["position.flat-battery"] = ("电池耗尽", "battery flat"),
        ["position.standby"] = ("待机", "standby"),
        ["position.switched-on"] = ("已开机", "switched on"),
        ["position.chattering"] = ("抖动（风）", "chattering (wind)"),
        ["position.indoor"] = ("室内 20 °C", "indoors, 20 °C"),
        ["position.winter-day"] = ("严冬", "hard winter day"),
        ["position.winter-mild-day"] = ("暖冬", "mild winter day"),
        ["position.spring-sun-day"] = ("春季日照", "spring sun"),
        ["position.summer-day"] = ("夏日", "summer day"),
        ["request.locate"] = ("引导寻找", "Locate"),
        ["request.silence"] = ("静音", "Silence"),
        ["request.start-drill"] = ("开始演练", "Start a drill"),
        ["request.end-drill"] = ("结束演练", "End the drill"),
        ["request.start-maintenance"] = ("开始维护", "Start maintenance"),
        ["request.end-maintenance"] = ("结束维护", "End maintenance"),
        ["request.acknowledge"] = ("确认警情", "Acknowledge"),
        ["request.inspect"] = ("已巡检", "Inspected"),
        ["request.self-test"] = ("自检", "Self-test"),
        ["request.learn-indicator"] = ("学习指示灯", "Learn the indicator"),
        ["reason.aed-missing"] = ("AED 不在位", "The AED is not in its place"),
        ["reason.aed-attention"] = ("AED 提示需要检查", "The AED asks for attention"),
        ["reason.aed-dark"] = ("AED 指示灯不亮", "The AED's light is dark"),
        ["reason.aed-unknown"] = ("AED 状态未知", "The AED's state is not known"),
        ["reason.indicator-conflict"] = ("AED 指示灯矛盾", "The AED's lights contradict each other"),
        ["reason.temperature-low"] = ("柜内过冷", "Too cold inside"),
        ["reason.temperature-high"] = ("柜内过热", "Too hot inside"),
        ["reason.temperature-unknown"] = ("柜内温度未知", "The temperature inside is not known"),
        ["reason.door-left-open"] = ("柜门未关", "The door was left open"),
        ["reason.needs-inspection"] = ("AED 被取用后未巡检", "The AED was taken and not inspected since"),
        ["reason.inspection-due"] = ("应当巡检", "An inspection is due"),
        ["reason.pads-expired"] = ("电极片过期", "The pads have expired"),
        ["reason.battery-expired"] = ("AED 电池过期", "The AED's battery has expired"),
        ["reason.kit-expired"] = ("急救箱过期", "The first-aid kit has expired"),
        ["reason.heater-fault"] = ("加热器故障", "The heater doesn't heat"),
        ["reason.tampered"] = ("控制器外壳被打开", "The controller's case is open"),
        ["reason.mains-lost"] = ("停电超过 4 小时", "No mains for more than 4 hours"),
        ["reason.battery-critical"] = ("蓄电池即将耗尽", "The battery is about to give up"),
        ["reason.maintenance"] = ("正在维护", "Maintenance is going on"),
        ["reason.not-commissioned"] = ("未投用", "Not commissioned"),
    };

    private readonly bool _isChinese;

    private PageText(string tag, string otherTag, string otherName, bool isChinese)
    {
        Tag = tag;
        OtherTag = otherTag;
        OtherName = otherName;
        _isChinese = isChinese;
    }

    /// <summary>Gets the language's tag.</summary>
    public string Tag { get; }

    /// <summary>Gets the tag of the language one can switch to.</summary>
    public string OtherTag { get; }

    /// <summary>Gets the name of the language one can switch to, in that language.</summary>
    public string OtherName { get; }

    /// <summary>A word or sentence.</summary>
    /// <param name="key">Its key; for words of the firmware its own name behind <c>reason.</c>, <c>input.</c> and so on.</param>
    /// <returns>The text; the key itself for a word that has none yet, so that a new reason is shown and not lost.</returns>
    public string this[string key] => s_words.TryGetValue(key, out (string Chinese, string English) word)
        ? _isChinese ? word.Chinese : word.English
        : key;

    /// <summary>Whether a word is known in both languages.</summary>
    /// <param name="key">Its key.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool Has(string key) => s_words.ContainsKey(key);

    /// <summary>The text in the language asked for.</summary>
    /// <param name="tag">A language tag such as <c>zh-CN</c>; Chinese unless another language is asked for.</param>
    /// <returns>The text.</returns>
    public static PageText For(string? tag) =>
        tag is null || tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
}
