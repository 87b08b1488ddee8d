using System.Text.RegularExpressions;

namespace AedCabinet.Registry.Commands;

/// <summary>
/// The findings of <c>registry verify</c> in Chinese. They are English where they are worked out and in <c>--json</c>; what is not known
/// here is shown as it is.
/// </summary>
internal static class VerifyWords
{
    private const string Again =
        "The cabinets are asked for them again when they are next heard of\\. Restore a backup if there is one; \"registry verify "
            + "--accept-losses\" closes the matter\\.";
    private const string AgainInChinese = "机柜再次上线时会向它们补要。有备份请恢复；用registry verify --accept-losses了结。";

    private static readonly (Regex English, string Chinese)[] s_sentences =
    [
        Of("(\\d+) events had been confirmed to the broker, and none can be read\\.", "已向消息服务器确认过$1条事件，现在一条也读不出。"),
        Of("Nothing can be read\\.", "什么也读不出。"),
        Of("Not everything could be read: that no event is missing can't be proven\\.", "没有全部读出：无法证明没有缺失事件。"),
        Of("See the findings\\.", "见上面的问题。"),
        Of("(\\d+) events have been in the table, and (\\d+) are: (\\d+) have been taken out or can't be read\\.",
            "表里有过$1条事件，现在有$2条：$3条被取走或读不出。"),
        Of("A registry takes none out: restore the newest backup, or find out who did\\.", "管理系统不会取走事件：请恢复最新的备份，或查明是谁做的。"),
        Of("(.+) is not there or can't be read: that the database has all that was confirmed to the broker can't be proven\\.",
            "没有$1或读不出：无法证明数据库里有全部已确认的事件。"),
        Of("Start a registry on this database once \\((.+)\\): it makes the mark.*",
            "请用这个数据库启动一次管理系统（$1），它会生成该文件；此后再核验。备份和旧版本的数据库没有它，只能证明到现有的为止。"),
        Of("(\\d+) events had been confirmed to the broker, and the database ends at (\\d+): (\\d+) are lost\\.",
            "已向消息服务器确认过$1条事件，数据库只到第$2条：丢失$3条。"),
        Of("Nothing came of boots (\\d+) to (\\d+) of (.+), between boots that did: whether there were events can't be proven\\.",
            "$3的第$1至$2次启动什么也没有收到，前后的启动都有：无法证明当时没有事件。"),
        Of("Nothing came of boot (\\d+) of (.+), between boots that did: whether there were events can't be proven\\.",
            "$2的第$1次启动什么也没有收到，前后的启动都有：无法证明当时没有事件。"),
        Of(
            "A board that lost its power at once has none\\. Ask it: (.+); what it still has comes\\. \"registry verify --accept-losses\" "
                + "closes the matter\\.", "一上电就断电的控制板没有事件。可以问它：$1；它还保存的会补来。用registry verify --accept-losses了结。"),
        Of("On (.+) the database had lost (\\d+) events of (\\d+): of boots of which nothing is left can't be proven what they had\\.",
            "$1时数据库$3条事件里丢了$2条：整次启动都丢失的，无法证明有过什么。"),
        Of($"Keep (.+-wal): something may be rescued from it\\. {Again}", $"请保留$1，也许还能救出一些。{AgainInChinese}"),
        Of(Again, AgainInChinese),
        Of("(The tables are not what this program made\\. )?Stop the registry, put the database with its -wal and \\.mark aside, .*",
            "请停下管理系统，把数据库连同-wal和.mark移开，恢复最新的备份（README“To back up”）再启动：之后的事件会向机柜补要，只要机柜还保存着。"),
        Of("The server's setting (\\w+) is off: that a power cut took nothing that was confirmed can't be proven\\.",
            "数据库服务器的$1设为off：无法证明断电没有丢失已确认的事件。"),
        Of("Set (\\w+) = on in postgresql\\.conf and start the server anew\\.", "请在postgresql.conf里设$1 = on，然后重启数据库服务器。"),
        Of("A move into this database is not finished: .*", "迁移到这个数据库尚未完成：最近一次复制之后的内容不在其中。"),
        Of("Run \"registry move\" again, which goes on where it ended\\.", "请再次运行registry move，它会接着做。"),
        Of("(.+): the kept list of gaps is not what its events say", "$1：保存的缺失列表与它的事件不符"),
        Of("Make room on the server's disk\\.", "请在数据库服务器的磁盘上腾出空间。"),
        Of("Part of the database is broken: stop the registry, .*",
            "数据库有一部分损坏：请停下管理系统，恢复最新的备份（README“To back up”）再启动：之后的事件会向机柜补要，只要机柜还保存着。"),
        Of("The tables are not what this program made: restore the newest backup .*", "表的结构不是本程序建的：请恢复最新的备份（README“To back up”）。"),
        Of("Let the user make and change tables in its schema\\.", "请允许该用户在它的schema里建表和改表。"),
        Of("Check the user and the password: (.+)\\.", "请检查用户名和密码：$1。"),
        Of("Make the database first: createdb NAME\\.", "请先建数据库：createdb NAME。"),
        Of("It is a standby that only reads: .*", "这是只读的备用服务器：请在--database里写上全部主机和Target Session Attributes=primary。"),
        Of("See that PostgreSQL runs, can be reached and has room on its disk\\.", "请确认PostgreSQL在运行、网络可达、磁盘有空间。"),
        Of("Another program holds the database: end it, or try again\\.", "另一个程序占用着数据库：请关闭它，或稍后再试。"),
        Of("Check that the disk is sound, has room, and that the folder may be written to\\.", "请检查磁盘是否完好、是否有空间、文件夹是否可写。"),
    ];

    /// <summary>A finding or advice.</summary>
    /// <param name="isChinese">Whether in Chinese.</param>
    /// <param name="text">It, in English.</param>
    /// <returns>The text.</returns>
    public static string Say(bool isChinese, string text)
    {
        if (isChinese)
        {
            foreach ((Regex english, string chinese) in s_sentences)
            {
                if (english.IsMatch(text))
                {
                    return english.Replace(text, chinese);
                }
            }
        }

        return text;
    }

    private static (Regex English, string Chinese) Of(string english, string chinese) =>
        (new Regex($"^{english}$", RegexOptions.CultureInvariant), chinese);
}
