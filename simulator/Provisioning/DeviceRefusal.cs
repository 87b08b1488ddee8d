using System.Text.RegularExpressions;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>
/// What the device's reader says of a configuration, in Chinese. The device itself speaks English only: it has no room for more.
/// </summary>
internal static class DeviceRefusal
{
    private static readonly (Regex English, string Chinese)[] s_sentences =
    [
        Of("is missing", "没有填"),
        Of("is missing; two probes share the bus, so each needs its number", "没有填；两个探头共用一条总线，各要写明编号"),
        Of("is empty", "是空的"),
        Of("must be an object in { }", "应是{ }括起来的对象"),
        Of("is read as a time; write it so that it doesn't look like one", "被控制板读成了时间（18位以上的纯数字也会）；请加字母或横线，使它不像时间"),
        Of("must be text in quotation marks", "应是引号里的文字"),
        Of("has (.+) characters, at most (.+) are allowed", "有$1个字符，最多$2个"),
        Of("must be a whole number", "应是整数"),
        Of("(.+) is not within (.+) to (.+)", "$1不在$2到$3之间"),
        Of("must be a number of degrees", "应是度数"),
        Of("is not within (.+) to (.+) degrees", "不在$1到$2度之间"),
        Of("must be a number of degrees with at most one decimal", "应是度数，最多一位小数"),
        Of("must be true or false", "应是true或false"),
        Of("must be a date such as \"2027-06-30\"", "应是日期，例如\"2027-06-30\""),
        Of("\"(.*)\" is not one of (.+)", "“$1”不是这些之一：$2"),
        Of("is not a setting of this firmware; correct its name or remove it", "本固件没有这项设置；请改正名称或删去"),
        Of("GPIO (.+) can't wake the board from deep sleep, which power.deepSleep asks for", "GPIO $1不能把控制板从深度睡眠唤醒，而power.deepSleep要求这样"),
        Of("is not wired, but the configuration says that it is fitted", "没有接线，但配置里写着已安装"),
        Of("GPIO (.+) belongs to the flash chip", "GPIO $1是闪存芯片用的"),
        Of("GPIO (.+) already carries another signal", "GPIO $1已接了别的信号"),
        Of("(.+) is not below (.+), where the heater is cut off in any case", "$1不低于$2，而加热器到$2总要断开"),
        Of("(.+) is below (.+), the AED's lower limit; the heater would go on too late", "$1低于AED的下限$2；加热器会开得太晚"),
        Of("(.+) less fanHysteresis is not above heaterOffAbove; the fan would blow out what the heater warms",
            "$1减去fanHysteresis不高于heaterOffAbove；风扇会把加热器的热吹走"),
        Of("(.+) is not below ([A-Za-z]+)( .+)?", "$1不低于$2$3"),
        Of("(.+) is below (.+), (.+) of the longest periods", "$1低于$2，即最长周期的$3倍"),
        Of("(.+) is below ([A-Za-z]+)( .+)?", "$1低于$2$3"),
        Of("(.+) is above ([A-Za-z]+)( .+)?", "$1高于$2$3"),
        Of("(.+) is the same as heaterOffAbove; the heater would never rest", "$1与heaterOffAbove相同；加热器会停不下来"),
        Of("(.+) leaves nothing between low and high", "$1使low和high之间什么也不剩"),
        Of("\"(.*)\" must be a time of day such as \"22:00\"", "“$1”应是一天中的时刻，例如\"22:00\""),
        Of("must be the 16 hexadecimal digits of a DS18B20's number, which begin with 28 and end with their check sum",
            "应是DS18B20的编号：16位十六进制数字，前两位是28，后两位是校验"),
        Of("a heater needs a probe; set probeFitted, or heaterFitted to false", "有加热器就要有探头；请填probeFitted，或把heaterFitted设为false"),
        Of("must be (.+), the format this firmware reads", "应是$1，即本固件读的格式"),
        Of("belongs only to kind blinking; remove it", "只有blinking才有这一项；请删去"),
        Of("is the same as maxDeciC", "与maxDeciC相同"),
        Of("must be blinking: a blinking light means ready here", "应是blinking：这里闪烁表示可用"),
        Of("is blinking, but no blinking light means ready", "是blinking，但没有一种闪烁表示可用"),
        Of("must be steady: a steady light means ready here", "应是steady：这里常亮表示可用"),
        Of("is steady, but no steady light means ready", "是steady，但没有一种常亮表示可用"),
        Of("may hold only letters a-z, digits and '-', and begins with a letter or digit", "只能含字母a-z、数字和'-'，以字母或数字开头"),
        Of("may hold only letters A-Z and a-z, digits, '.', '_' and '-'", "只能含字母A-Z、a-z，数字，'.'、'_'和'-'"),
        Of("(.+) does not belong to prefecture (.+)", "$1不属于盟市$2"),
        Of("an AED's temperature must be known; only a kit may do without a probe", "AED的温度必须知道；只有急救箱柜可以没有探头"),
        Of("only a kit sleeps; an AED's light and temperature must be watched all the time", "只有急救箱柜会睡眠；AED的灯和温度要一直看着"),
        Of("is for a kit on battery; set mainsFitted to false, or leave it out", "只用于靠蓄电池的急救箱柜；请把mainsFitted设为false，或删去这一项"),
        Of("must be (.+) hexadecimal digits in lower case", "应是$1位小写十六进制数字"),
        Of("\"(.*)\" must be a GB/T 2260 code of (.+) digits", "“$1”应是$2位的GB/T 2260代码"),
        Of("has (.+) bytes, at most (.+) are allowed", "有$1个字节，最多$2个"),
        Of("has text in single quotation marks; JSON uses double ones", "文字用了单引号；JSON用双引号"),
        Of("is nested more than (.+) levels deep", "嵌套超过$1层"),
        Of("is not valid JSON; check brackets, commas and quotation marks", "不是有效的JSON；请检查括号、逗号和引号"),
    ];

    /// <summary>What the device says, in both languages.</summary>
    /// <param name="line">A line of <c>ConfigurationProblems</c>: the member's path, a colon, what is wrong with it.</param>
    /// <returns>The line.</returns>
    public static Wording Of(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        bool hasPath = colon > 0 && !line.AsSpan(0, colon).Contains(' ');
        string what = hasPath ? line[(colon + 2)..] : line;
        foreach ((Regex english, string chinese) in s_sentences)
        {
            if (english.IsMatch(what))
            {
                return new((hasPath ? line[..colon] + "：" : string.Empty) + english.Replace(what, chinese), line);
            }
        }

        return new(line, line);
    }

    private static (Regex English, string Chinese) Of(string english, string chinese) =>
        (new Regex("^" + english.Replace("{ }", "\\{ \\}") + "$", RegexOptions.CultureInvariant), chinese);
}
