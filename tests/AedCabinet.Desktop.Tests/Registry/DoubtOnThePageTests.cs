using System.Net;
using System.Text.RegularExpressions;
using AedCabinet.Centre;
using AedCabinet.Ledger;
using AedCabinet.Page.Registry;
using AedCabinet.Page.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor.Services;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>
/// The page says what must not be relied on, and what came of asking for what is missing, in its own language (SPEC §13, §18).
/// </summary>
[TestClass]
public partial class DoubtOnThePageTests : StoreTests
{
    private static readonly DateTimeOffset s_asked = new(2026, 1, 12, 3, 5, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow(ResendOutcome.UnderWay, 0, null, "等待机柜", "waiting for the cabinet")]
    [DataRow(ResendOutcome.Came, 3, "done", "已补齐 补到 3 条", "all came 3 came")]
    [DataRow(ResendOutcome.InPart, 2, "done", "补到一部分 补到 2 条", "some came 2 came")]
    [DataRow(ResendOutcome.Nothing, 0, "done", "没有补到", "nothing came")]
    [DataRow(ResendOutcome.NoReply, 0, null, "机柜没有回复", "no reply")]
    [DataRow(ResendOutcome.Refused, 0, "unknown-command", "机柜拒绝", "refused")]
    public async Task What_came_of_asking_again_stands_there_with_cabinet_boot_and_numbers(string outcome, int came, string? code,
        string chinese, string english)
    {
        ResendRecord record = new("NM-1", 41, 7, 9, s_asked, 17, outcome, code, null, came);
        Dictionary<string, object?> parameters = new()
        {
            ["Resends"] = (IReadOnlyList<ResendRecord>)[record],
            ["Offset"] = TimeSpan.FromHours(8)
        };

        string zh = await ShowAsync<ResendList>(PageText.Chinese, parameters);
        string en = await ShowAsync<ResendList>(PageText.English, parameters);

        Assert.StartsWith("向机柜补要缺失事件 2026年1月12日 11:05:00 北京时间 NM-1 第 41 次启动，7 至 9 号: " + chinese, zh);
        Assert.Contains("NM-1 boot 41, numbers 7 to 9: " + english, en);
        Assert.AreEqual(code is not null and not "done", zh.Contains(PageText.Chinese["registry.code." + code], StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Nothing_asked_for_is_nothing_said() =>
        Assert.IsEmpty(await ShowAsync<ResendList>(PageText.Chinese,
            new() { ["Resends"] = Array.Empty<ResendRecord>(), ["Offset"] = TimeSpan.Zero }));

    [TestMethod]
    public async Task Two_boards_and_a_state_that_is_not_understood_are_told_with_the_sign_of_it()
    {
        using LedgerBench bench = Bench();
        Assert.IsEmpty(await DoubtAsync(PageText.Chinese), "nothing is wrong yet");
        bench.Send("state", bench.StateText(5, 1).Replace("\"ready\":true", "\"ready\":1"));
        Assert.AreEqual($"{PageText.Chinese["registry.not-understood"]} 该状态说不清机柜能否使用：“ready”读不出。", await DoubtAsync(PageText.Chinese));
        Assert.Contains("\"ready\" can't be read.", await DoubtAsync(PageText.English));

        bench.Send("event", LedgerBench.EventText(5, 1));
        bench.Send("event", LedgerBench.EventText(5, 1, "aed.removed", "emergency"));
        Assert.AreEqual($"{PageText.Chinese["registry.two-boards"]} 第5次启动的第1号有两个事件：door.opened和aed.removed。",
            await DoubtAsync(PageText.Chinese));
        Assert.Contains("Two events have the number 1 of boot 5: door.opened and aed.removed.", await DoubtAsync(PageText.English));

        Task<string> DoubtAsync(PageText text)
        {
            if (bench.Number("SELECT count(*) FROM cabinets") == 0)
            {
                bench.Send("state", bench.StateText(5, 0));
            }

            return ShowAsync<CabinetDoubt>(text, new() { ["Cabinet"] = bench.Record });
        }
    }

    // The component as the page shows it, without its markup.
    private static async Task<string> ShowAsync<T>(PageText text, Dictionary<string, object?> parameters)
        where T : IComponent
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().AddMudLocalization().BuildServiceProvider();
        await using HtmlRenderer renderer = new(services, NullLoggerFactory.Instance);
        Dictionary<string, object?> page = new()
        {
            ["Value"] = text,
            ["ChildContent"] = (RenderFragment)(builder =>
            {
                builder.OpenComponent<T>(0);
                builder.AddMultipleAttributes(1, parameters!);
                builder.CloseComponent();
            }),
        };
        string html = await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<CascadingValue<PageText>>(ParameterView.FromDictionary(page))).ToHtmlString());
        return Blanks().Replace(WebUtility.HtmlDecode(Markup().Replace(html, " ")), " ").Trim();
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
