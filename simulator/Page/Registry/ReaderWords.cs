using System.Text.RegularExpressions;
using AedCabinet.Page.Words;

namespace AedCabinet.Page.Registry;

/// <summary>
/// What the registry's reader says of a message or a cabinet, in the page's language. The sentences are English where they are kept and
/// logged; what is not known here is shown as it is.
/// </summary>
public static partial class ReaderWords
{
    private static readonly (Regex English, string Chinese)[] s_sentences =
    [
        Of("The member \"(.+)\" is missing", "缺少“$1”"),
        Of("The member \"(.+)\" is there twice: the first counts", "“$1”出现了两次，以第一个为准"),
        Of("The member \"(.+)\" is there twice", "“$1”出现了两次"),
        Of("The member \"id\" is \"(.*)\", but the topic is that of (.+)", "“id”是“$1”，但主题是$2的"),
        Of("The member \"(.+)\" is \"(.*)\", a word that this program does not know", "“$1”的值“$2”本程序不认识"),
        Of("The member \"severity\" is \"(.*)\", which this program does not know: it counts as an emergency",
            "“severity”的值“$1”本程序不认识，按急救处理"),
        Of("The member \"(.+)\" holds something that is no name", "“$1”里有不是名称的内容"),
        Of("The member \"temperature.insideDeciC\" must be there exactly while \"health\" is ok",
            "只有“health”为ok时才应有“temperature.insideDeciC”"),
        Of("The member \"(.+)\" is not true, the only value it may have", "“$1”只能是true"),
        Of("The member \"(.+)\" is not true or false", "“$1”不是true或false"),
        Of("The member \"(.+)\" is not a text of (.+) to (.+) characters", "“$1”不是$2到$3个字符的文字"),
        Of("The member \"(.+)\" is not text", "“$1”不是文字"),
        Of("The member \"(.+)\" is not a whole number of (.+) to (.+)", "“$1”不是$2到$3的整数"),
        Of("The member \"(.+)\" is not a number of degrees", "“$1”不是度数"),
        Of("The member \"(.+)\" is not a UTC time such as (.+)", "“$1”不是$2这样的UTC时间"),
        Of("The member \"(.+)\" is not a list of texts( only)?", "“$1”不是文字的列表"),
        Of("The member \"(.+)\" is not an object", "“$1”不是对象"),
        Of("Neither \"time\" nor \"clock\" is there: the time of arrival counts", "既没有“time”也没有“clock”，以收到的时间为准"),
        Of("Both \"time\" and \"clock\":\"unsynced\" are there: the time of arrival counts", "“time”与“clock”:“unsynced”同时出现，以收到的时间为准"),
        Of("Either \"time\" or \"clock\" must be there, and not both: the time of arrival counts", "“time”和“clock”应有且只有一个，以收到的时间为准"),
        Of("The members \"drill\" and \"maintenance\" exclude each other", "“drill”与“maintenance”不能同时出现"),
        Of("The payload has (.+) bytes; an event has at most (.+)", "内容有$1个字节，事件最多$2个"),
        Of("The payload is not a JSON object but (.+)", "内容不是JSON对象，而是$1"),
        Of("The state does not tell whether the cabinet is ready: (.+)", "该状态说不清机柜能否使用：$1"),
        Of("(.+) of boot (.+) happened after a state of boot (.+)", "第$2次启动的$1发生在第$3次启动的状态之后"),
        Of("Boot (.+) came after boot (.+)", "第$2次启动之后又来了第$1次启动"),
        Of("The running time of boot (.+) went back from (.+) to (.+) ms", "第$1次启动的运行时间从$2毫秒退回到$3毫秒"),
        Of("Two events have the number (.+) of boot (.+): (.+) and (.+)", "第$2次启动的第$1号有两个事件：$3和$4"),
        Of("Two events have the number (.+) of boot (.+)", "第$2次启动的第$1号有两个事件"),
    ];

    private static readonly (string English, string Chinese)[] s_parts =
    [
        ("\"ready\" can't be read", "“ready”读不出"), ("\"ready\" is true and \"reasons\" can't be read", "“ready”为true而“reasons”读不出"),
        ("\"ready\" is true although there are \"reasons\"", "“ready”为true却有“reasons”"), ("\"ready\" is true and \"mode\" can't be read",
            "“ready”为true而“mode”读不出"),
        ("\"ready\" is true although the \"mode\" is ", "“ready”为true而“mode”是"), ("\"ready\" is true although \"safeMode\" is there",
            "“ready”为true却有“safeMode”"),
        ("\"ready\" is true although \"aed\" does not say that it is there", "“ready”为true而“aed”没有说AED在位"),
    ];

    /// <summary>Sentences of the reader in the page's language.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="sentences">The sentences, each with its full stop.</param>
    /// <returns>The same for whoever reads the page.</returns>
    public static string Say(PageText text, string sentences) =>
        text == PageText.Chinese ? string.Concat(Between().Split(sentences).Select(InChinese)) : sentences;

    private static string InChinese(string sentence)
    {
        string plain = sentence.TrimEnd('.');
        foreach ((Regex english, string chinese) in s_sentences)
        {
            if (english.IsMatch(plain))
            {
                string said = english.Replace(plain, chinese);
                return s_parts.Aggregate(said, (whole, part) => whole.Replace(part.English, part.Chinese)) + "。";
            }
        }

        return sentence;
    }

    private static (Regex English, string Chinese) Of(string english, string chinese) =>
        (new Regex("^" + english + "$", RegexOptions.CultureInvariant), chinese);

    // A full stop within a value is followed by no blank and capital.
    [GeneratedRegex(@"(?<=\.) (?=[A-Z])")]
    private static partial Regex Between();
}
