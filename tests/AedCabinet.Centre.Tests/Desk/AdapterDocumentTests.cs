using System.Globalization;
using System.Text.RegularExpressions;
using AedCabinet.Testing;
using CliWrap;
using CliWrap.Buffered;
using StandardWebhooks;

namespace AedCabinet.Centre.Tests.Desk;

/// <summary>Whoever follows "Write your own 120 adapter" gets what it says.</summary>
[TestClass]
public sealed partial class AdapterDocumentTests
{
    [TestMethod]
    [DataRow("ADAPTER.md")]
    [DataRow("ADAPTER.zh.md")]
    public void The_signature_by_hand_is_the_one_that_is_printed_and_the_library_s(string page)
    {
        string text = File.ReadAllText(RepositoryRoot.At($"simulator/Api/contract/{page}"));
        string block = Block().Matches(text).Select(match => match.Groups[1].Value).Single(code => code.Contains("openssl dgst"));
        BufferedCommandResult run = Cli.Wrap("bash").WithArguments(["-c", block]).Run();
        string signature = run.StandardOutput.Trim();
        string Of(string name) => Regex.Match(block, $"^{name}='?([^'\n]*)", RegexOptions.Multiline).Groups[1].Value;
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Of("TIMESTAMP"), CultureInfo.InvariantCulture));

        Assert.AreEqual(0, run.ExitCode, run.Output());
        Assert.AreEqual("v1," + signature, new StandardWebhook(Of("SECRET")).Sign(Of("ID"), at, Of("BODY")));
        Assert.Contains($"`{signature}`", text);
    }

    [TestMethod]
    public void Both_languages_ask_for_the_same()
    {
        string[] Requests(string page) => [.. Request().Matches(File.ReadAllText(RepositoryRoot.At($"simulator/Api/contract/{page}")))
            .Select(match => match.Value)];

        CollectionAssert.AreEqual(Requests("ADAPTER.md"), Requests("ADAPTER.zh.md"));
        Assert.IsGreaterThan(8, Requests("ADAPTER.md").Length);
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\$H/[A-Za-z0-9/.?=&-]+")]
    private static partial Regex Request();
}
