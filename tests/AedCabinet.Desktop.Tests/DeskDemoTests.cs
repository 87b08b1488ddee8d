using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AedCabinet.Desktop.Tests.Environment;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// SPEC §17, §19: one command starts a registry, three cabinets and the desk; a taken AED opens an incident at the desk that says what is
/// near, and a drill opens none.
/// </summary>
[TestClass]
[TestCategory("RealTime")]
public sealed class DeskDemoTests : IDisposable
{
    private const string Taken = "NM-0471-0001";
    private const string Near = "NM-0472-0001";

    private readonly int _page = Ports.Free();
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [TestMethod]
    public async Task One_command_starts_everything_and_a_taken_AED_is_an_incident_at_the_desk_and_a_drill_is_none()
    {
        using SimulatorProcess demo = new("desk", "--demo", "--mqtt-port", Port(Ports.Free()), "--web-port", Port(_page), "--http",
            Port(Ports.Free()), "--port", "0", "--pace", "0", "--language", "en");
        demo.AwaitOutput("call 120:");
        Uri desk = new(Regex.Match(demo.Output, @"^desk +(http://\S+)", RegexOptions.Multiline).Groups[1].Value);

        // An AED's light is watched for some periods before anybody may rely on it.
        await PutAsync("/api/time", "{\"speed\":60}");
        demo.AwaitOutput("cabinets are ready");
        await PutAsync("/api/time", "{\"speed\":1}");

        await TakeAsync(Taken);
        demo.AwaitOutput($") {Taken}, known");
        JsonNode incident = (await IncidentsAsync(desk)).Single()!;
        Assert.AreEqual(Taken, (string?)incident["cabinet"]);
        Assert.AreEqual(Near, (string?)incident["nearest"]![0]!["cabinet"]!["id"], demo.Output);
        demo.AwaitOutput("R-1 has left");

        await PostAsync($"/api/cabinets/{Near}/requests/start-drill");
        await TakeAsync(Near);
        demo.AwaitOutput($"AED removed, {Near} (drill)");

        // What the drill had opened would be there before what a call opens.
        using HttpResponseMessage call = await _http.PostAsync(new Uri(desk, "dispatch/calls"),
            new StringContent("{\"lat\":40.843,\"lon\":111.75}"));
        Assert.IsTrue(call.IsSuccessStatusCode, await call.Content.ReadAsStringAsync());
        CollectionAssert.AreEqual(new[] { null, Taken }, (await IncidentsAsync(desk)).Select(one => (string?)one!["cabinet"]).ToArray());
        Console.WriteLine(demo.Output);
        demo.Interrupt();
        Assert.AreEqual(0, demo.AwaitExit(), demo.Output);
    }

    private static string Port(int port) => port.ToString(CultureInfo.InvariantCulture);

    private async Task<JsonArray> IncidentsAsync(Uri desk) =>
        (await _http.GetFromJsonAsync<JsonNode>(desk))!["incidents"]!.AsArray();

    private async Task TakeAsync(string cabinet)
    {
        await PutAsync($"/api/cabinets/{cabinet}/inputs/door", "\"open\"");
        await PutAsync($"/api/cabinets/{cabinet}/inputs/aed", "\"absent\"");
    }

    private Task PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    private Task PostAsync(string path) => SendAsync(HttpMethod.Post, path, string.Empty);

    private async Task SendAsync(HttpMethod method, string path, string body)
    {
        using HttpRequestMessage request = new(method, $"http://127.0.0.1:{Port(_page)}{path}") { Content = new StringContent(body) };
        using HttpResponseMessage answer = await _http.SendAsync(request);
        Assert.IsTrue(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
