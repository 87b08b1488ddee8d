using AedCabinet.Access;
using AedCabinet.Centre.Tests.Access;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Incidents;
using Microsoft.Extensions.DependencyInjection;

namespace AedCabinet.Centre.Tests.Incidents;

/// <summary>The pages of incidents as they are first drawn, in both languages, for who may see them and who may not.</summary>
[TestClass]
public sealed class IncidentPageTests
{
    [TestMethod]
    public async Task An_incident_is_drawn_with_its_stages_and_timeline_for_who_handles_it_and_is_not_there_for_others()
    {
        await using RegistryHost host = await RegistryHost.StartAsync(new SqliteTestStore());
        await host.AddAsync("wang", new Grant(Role.Dispatcher, ["1501"], [], []));
        await host.AddAsync("other", new Grant(Role.Dispatcher, ["1502"], [], []));
        long no = host.Parts.GetRequiredService<IncidentBook>().Open(new NewIncident("1501", new IncidentPlace(40.8426, 111.7492), "wang")
        {
            Reference = "D-9",
        }).Incident.No;
        using HttpClient wang = await host.LogInAsync("wang");
        using HttpClient other = await host.LogInAsync("other");

        string list = await wang.GetStringAsync("/incidents");
        string english = await wang.GetStringAsync($"/incidents/{no}?lang=en");
        string chinese = await wang.GetStringAsync($"/incidents/{no}?lang=zh");

        Assert.Contains($"href=\"/incidents/{no}\"", list);
        Assert.Contains("data-testid=\"page-incidents\"", list);
        foreach (string part in new[] { "D-9", "data-testid=\"incident-dispatched\"", "data-testid=\"incident-timeline\"",
            "data-kind=\"opened\"", "40.8426, 111.7492" })
        {
            Assert.Contains(part, english);
            Assert.Contains(part, chinese);
        }

        Assert.Contains("Incident " + no, english);
        Assert.Contains("incident-unknown", await other.GetStringAsync($"/incidents/{no}"));
        Assert.DoesNotContain("D-9", await other.GetStringAsync("/incidents"));
    }
}
