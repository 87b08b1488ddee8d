using AedCabinet.Page.Tests.Environment;

namespace AedCabinet.Page.Tests;

/// <summary>What a window must not let pass, it does not let pass.</summary>
[TestClass]
public class EnvironmentTests
{
    [TestMethod]
    [DataRow("() => console.error('broken')", "console error: broken")]
    [DataRow("() => console.warn('odd')", "console warning: odd")]
    [DataRow("() => fetch('/no-such-thing')", "404")]
    [DataRow("() => { setTimeout(() => { throw new Error('thrown'); }); return new Promise(resolve => setTimeout(resolve, 50)); }",
        "page error: ")]
    [DataRow(
        "() => { const image = new Image(); image.src = 'http://192.0.2.1/spy.png'; return new Promise(resolve => setTimeout(resolve, "
            + "50)); }", "192.0.2.1")]
    public async Task A_fault_behind_the_page_s_back_fails_the_test(string script, string expected)
    {
        PageWindow window = await SharedEnvironment.Current.OpenAsync("/wiring");
        await window.Page.EvaluateAsync(script);

        AssertFailedException failure = await Assert.ThrowsExactlyAsync<AssertFailedException>(async () => await window.DisposeAsync());
        Assert.Contains(expected, failure.Message);
    }
}
