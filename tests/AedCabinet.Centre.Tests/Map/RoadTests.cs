using AedCabinet.Access;
using AedCabinet.Centre;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Nearest;
using AedCabinet.Page.Map;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Centre.Tests.Map;

/// <summary>Distances by road, of a routing service that answers, that answers badly, and that does not answer.</summary>
[TestClass]
public sealed class RoadTests
{
    private static readonly AccessScope s_all = new("a", [Grant.Everywhere(Role.Administrator)]);

    [TestMethod]
    public async Task The_nearest_by_road_comes_first_and_the_one_without_a_way_last()
    {
        // "A" is nearest in a straight line, across the river.
        await using Service service = await Service.StartAsync(
            """{"code":"Ok","distances":[[0,4200.5,900,null]],"durations":[[0,3000,600,null]]}""", isHeld: true);
        using NearestSearch search = Search(service, out NearestDesk desk);
        using (desk)
        {
            search.Go(new MapPlace(40.8, 111.7), s_all, StillOffice.At);
            Assert.AreEqual(RoadStanding.Asked, search.Roads);
            CollectionAssert.AreEqual(new[] { "A", "B", "C" }, Named(search), "at once by straight line");
            service.Answer();
            Waiting.Until(() => search.Roads != RoadStanding.Asked, "the service to answer", () => service.Asked);
            Assert.AreEqual(RoadStanding.Known, search.Roads);
            search.Look(s_all, StillOffice.At);
            CollectionAssert.AreEqual(new[] { "B", "A", "C" }, Named(search));
            Assert.AreEqual(new RoadWay(900, TimeSpan.FromMinutes(10)), search.WayTo("B"));
            Assert.IsNull(search.WayTo("C"));
            Assert.AreEqual("/table/v1/foot/111.7,40.8;111.7,40.801;111.7,40.802;111.7,40.803?sources=0&annotations=distance,duration",
                service.Asked);
        }
    }

    [TestMethod]
    [DataRow("""{"code":"Ok","distances":[[0,1]],"durations":[[0,1]]}""")]
    [DataRow("""{"code":"InvalidUrl"}""")]
    [DataRow("""{"code":"Ok","distances":[["a","b","c","d"]],"durations":7}""")]
    [DataRow("[]")]
    [DataRow("<html>")]
    [DataRow(null)]
    public async Task What_can_t_be_understood_and_what_does_not_come_leaves_straight_lines(string? answer)
    {
        await using Service service = await Service.StartAsync(answer);
        using NearestSearch search = Search(service, out NearestDesk desk);
        using (desk)
        {
            search.Go(new MapPlace(40.8, 111.7), s_all, StillOffice.At);
            Waiting.Until(() => search.Roads != RoadStanding.Asked, "the service to be given up", () => service.Asked);
            Assert.AreEqual(RoadStanding.NoAnswer, search.Roads);
            search.Look(s_all, StillOffice.At);
            CollectionAssert.AreEqual(new[] { "A", "B", "C" }, Named(search));
            Assert.AreEqual(RoadStanding.NoAnswer, search.Roads, "it is not asked again until something changes");
        }
    }

    private static NearestSearch Search(Service service, out NearestDesk desk)
    {
        StillOffice office = new();
        office.Know(StillOffice.Cabinet("A", 40.801, 111.7), StillOffice.Cabinet("B", 40.802, 111.7),
            StillOffice.Cabinet("C", 40.803, 111.7));
        desk = new NearestDesk(office);
        RoadDistances roads = new(service.Address, TimeSpan.FromMilliseconds(service.IsSilent ? 50 : 20_000));
        return new NearestSearch(desk, roads);
    }

    private static string[] Named(NearestSearch search) => [.. search.Aeds.Select(near => near.Cabinet.Id)];

    private sealed class Service(WebApplication web, bool isSilent) : IAsyncDisposable
    {
        private readonly TaskCompletionSource _mayAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Uri Address => new(web.Urls.Single());

        public bool IsSilent => isSilent;

        public string Asked { get; private set; } = string.Empty;

        public void Answer() => _mayAnswer.TrySetResult();

        public static async Task<Service> StartAsync(string? answer, bool isHeld = false)
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            WebApplication web = builder.Build();
            Service service = new(web, answer is null);
            web.Run(async context =>
            {
                service.Asked = context.Request.Path + context.Request.QueryString;
                await service._mayAnswer.Task;
                await (answer is null ? Task.Delay(Timeout.Infinite, context.RequestAborted) : context.Response.WriteAsync(answer));
            });
            if (!isHeld)
            {
                service.Answer();
            }

            await web.StartAsync();
            return service;
        }

        public ValueTask DisposeAsync() => web.DisposeAsync();
    }
}
