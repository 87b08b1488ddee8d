using System.Text.RegularExpressions;

namespace AedCabinet.Page.Words;

/// <summary>
/// Says in Chinese what the firmware says in English: the lines of a self-test and the reasons of a reply. It is done here and not
/// on the device, whose memory is small; a sentence that is newer than this page stays as it came.
/// </summary>
internal static partial class FirmwareSentences
{
    // Longer phrases first: each is replaced where it stands.
    private static readonly (string En, string Zh)[] s_phrases =
    [
        ("self-test: refused, an alarm is under way; ask again when it is over", "自检：正在报警，未做；报警结束后再试"),
        ("refused: an alarm is under way; ask again when it is over", "正在报警，未做；报警结束后再试"),
        ("self-test: ended, an emergency goes first", "自检：发生急救事件，已中止"),
        ("ended: an emergency went first", "发生急救事件，已中止"),
        ("no signed command within 10 min, or the board did not stay up; the settings were taken back",
            "10分钟内没有收到签名正确的命令，或控制板没有稳定运行；已恢复原来的设置"),
        ("the reason was told before the update", "原因在固件更新之前已经告知"),
        ("flash can't be read just now; ask again later", "闪存暂时读不出来；请稍后再要"), ("that emergency is not open", "该急救事件没有待确认"),
        ("presence.fitted: a missing AED is not noticed, only its open door", "不再察觉AED是否在位，只看柜门"),
        ("climate.heaterFitted: nothing keeps the cabinet warm", "不再给机柜加热"),
        ("climate.probeFitted: the temperature is not watched", "不再监测温度"),
        ("temperature: no alarm at temperatures that the AED does not bear", "AED承受不了的温度也不报警"),
        ("indicatorProfile.kind: the AED's own light is not watched", "不再看AED自己的指示灯"),
        ("alarm.quietFrom, alarm.quietUntil: a fault is hardly ever heard", "几乎全天静音，故障几乎听不到"),
        ("power.mainsFitted: lost mains are not noticed", "不再察觉市电中断"), ("power.batteryFitted: the battery is not watched", "不再监测蓄电池"),
        ("kit.openedSeverity: an opened kit alerts nobody", "打开急救箱不再通知任何人"),
        ("flash refuses to store the settings; the old ones stay", "闪存无法保存设置；仍用原来的"),
        ("flash refuses to store the counter; nothing was done", "闪存无法保存命令序号；什么也没有做"),
        ("too many commands at once; send it again", "同时来的命令太多；请重发"),
        ("one is under way already", "已有一个在进行"),
        ("no lock is fitted", "没有装门锁"), ("no drill is running", "没有在演练"), ("no maintenance is running", "没有在维护"),
        ("switched one after the other, look", "依次亮过，请看"), ("chirped once, listen", "响过一声，请听"), ("heater.fault stands", "加热器故障尚未消除"),
        ("not read, an inspection vouches, ok", "读不了，以巡检为准，正常"), ("the temperature is unknown", "温度未知"),
        ("on battery or mains not known yet", "蓄电池供电，或市电状态未知"),
        ("a door is open", "柜门开着"), ("safe mode", "安全模式"), ("nothing read yet", "还没有读数"), ("not known yet", "还不知道"), ("not judged yet",
            "还没有判断"), ("none fitted", "没有装"), ("not fitted", "没有装"),
        ("not tried", "没有试"), ("stopped", "中止"), ("is read", "能读"), ("in use", "使用中"), ("passed", "通过"), ("interrupted", "被中止"),
        ("self-test", "自检"), ("lamps", "灯"), ("sounder", "蜂鸣器"), ("heater", "加热器"), ("probe", "温度探头"), ("indicator", "AED指示灯"), ("mains",
            "市电"), ("battery", "蓄电池"), ("link", "联网"),
        ("green", "绿灯"), ("amber", "黄灯"), ("red", "红灯"), ("beacon", "警示灯"), ("inside ", "柜内"), ("present", "有"), ("lost", "中断"), ("low",
            "电量低"), ("critical", "即将耗尽"), ("faulty", "故障"),
        ("online", "在线"), ("offline", "离线"), ("unknown", "未知"), ("ready", "可用"), ("attention", "需要检查"), ("dark", "不亮"), ("conflict", "矛盾"),
        ("failed", "没有通过"), ("FAILED", "没有通过"), ("ok", "正常"),
    ];

    private static readonly (Regex Pattern, string Zh)[] s_patterns =
    [
        (Heated(), "加热了${seconds}秒"), (NotJson(), "args不是最多${levels}层的JSON对象"),
    ];

    /// <summary>A sentence of the firmware's in the page's language.</summary>
    /// <param name="sentence">The sentence, English.</param>
    /// <param name="text">The page's text.</param>
    /// <returns>The sentence.</returns>
    public static string Of(string sentence, PageText text) => text == PageText.Chinese ? InChinese(sentence) ?? sentence : sentence;

    /// <summary>A sentence in Chinese.</summary>
    /// <param name="sentence">The sentence, English.</param>
    /// <returns>The sentence, or <c>null</c> when a part of it is not known.</returns>
    public static string? InChinese(string sentence)
    {
        string said = sentence;
        foreach ((Regex pattern, string zh) in s_patterns)
        {
            said = pattern.Replace(said, zh);
        }

        foreach ((string en, string zh) in s_phrases)
        {
            said = Regex.Replace(said, $"(?<![A-Za-z]){Regex.Escape(en)}(?![A-Za-z])", zh);
        }

        said = said.Replace(": ", "：").Replace(", ", "，").Replace(",", "、");
        return Word().IsMatch(said.Replace("AED", string.Empty).Replace("args", string.Empty).Replace("JSON", string.Empty)) ? null : said;
    }

    [GeneratedRegex("was on for (?<seconds>[0-9]+) s")]
    private static partial Regex Heated();

    [GeneratedRegex("args is not a JSON object of at most (?<levels>[0-9]+) levels")]
    private static partial Regex NotJson();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Word();
}
