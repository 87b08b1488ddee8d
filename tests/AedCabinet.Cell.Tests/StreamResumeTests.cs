using AedCabinet.Cell.Source;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Tests;

/// <summary>SPEC §20: what the database has of a stream is compared with the stream when a worker begins to read it.</summary>
[TestClass]
public class StreamResumeTests
{
    private static readonly StreamPlace s_kept = new(1_760_000_000_000, 100);

    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(120, 100)]
    [DataRow(100, 90)]
    public void A_stream_that_goes_on_where_the_database_ends_needs_no_word(long last, long confirmed)
    {
        Assert.IsNull(StreamResume.Judge(default, Stream(1, last, confirmed)));
        Assert.AreEqual(last < s_kept.Sequence, StreamResume.Judge(s_kept, Stream(s_kept.MadeMs, last, confirmed)) is not null);
    }

    [TestMethod]
    public void A_stream_made_anew_one_confirmed_further_and_one_that_lost_its_end_are_told_apart()
    {
        Wording anew = StreamResume.Judge(s_kept, Stream(s_kept.MadeMs + 1, 3, 0))!.Value;
        Assert.Contains("made anew on 2025-10-09 08:53:20.001Z", anew.En);
        Assert.Contains("重新建立", anew.Zh);
        Wording backup = StreamResume.Judge(s_kept, Stream(s_kept.MadeMs, 200, 150))!.Value;
        Assert.Contains("confirmed up to number 150", backup.En);
        Assert.Contains("已确认到第150条", backup.Zh);
        Wording end = StreamResume.Judge(s_kept, Stream(s_kept.MadeMs, 60, 60))!.Value;
        Assert.Contains("ends at number 60", end.En);
        Assert.Contains("只到第60条", end.Zh);
    }

    [TestMethod]
    [DataRow("[1]")]
    [DataRow("{\"registry-worker-1501\":17}")]
    [DataRow("{\"nats-routes\":\"geheim\"}")]
    [DataRow("geheim")]
    public void A_file_of_accounts_that_is_none_is_refused_in_both_languages_and_not_repeated(string text)
    {
        FileInfo file = new(Path.GetTempFileName());
        File.WriteAllText(file.FullName, text);
        foreach (bool isChinese in new[] { true, false })
        {
            UserErrorException refused = Assert.ThrowsExactly<UserErrorException>(() => CellAccountsFile.Read(file, isChinese));
            Assert.Contains(isChinese ? "请使用“registry cell”写出的文件" : "Use the file that \"registry cell\" wrote", refused.Message);
            Assert.DoesNotContain("geheim", refused.Message);
        }

        File.WriteAllText(file.FullName, """{"registry-worker-1507":"a","registry-commands-1507":"b","nats-routes":"c"}""");
        CollectionAssert.AreEqual(new[] { "1507" }, CellAccountsFile.Read(file, false).Prefectures.ToArray());
        file.Delete();
    }

    private static OpenStream Stream(long made, long last, long confirmed) => new(null!, made, last, confirmed);
}
