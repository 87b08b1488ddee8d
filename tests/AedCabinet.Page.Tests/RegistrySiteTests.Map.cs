using System.Globalization;
using AedCabinet.Page.Tests.Environment;
using AedCabinet.Places;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>The registry's map: where the cabinets are, and which AED is nearest that works now.</summary>
public partial class RegistrySiteTests
{
    // Of the cabinets in Chifeng every fiftieth is not ready.
    private const int NotReady = 100;

    [TestMethod]
    public async Task A_dispatcher_pastes_a_place_with_the_keyboard_and_reads_which_AEDs_work_and_why_a_nearer_one_does_not()
    {
        await using PageWindow window = await Browser.OpenAsync("/map", "zh-CN", address: s_registry.Address);
        await Expect(window["map"]).ToHaveAttributeAsync("data-shown", All);
        (double north, double east) = RegistryEnvironment.PlaceOf(NotReady);
        (north, east) = ChinaDatum.FromWgs84(MapDatum.Gcj02, north, east);
        IKeyboard keys = window.Page.Keyboard;
        await window["map-place"].FocusAsync();
        await keys.TypeAsync(string.Create(CultureInfo.InvariantCulture, $"{east:0.000000}, {north:0.000000}"));
        await Expect(window["found-told"]).ToContainTextAsync("直线");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Tab");
        await keys.PressAsync("ArrowDown");
        await Expect(window["datum-gcj02"]).ToBeCheckedAsync();
        ILocator over = window["over-FL-0100"];
        await Expect(over).ToContainTextAsync("直线 0 米");
        await Expect(over).ToContainTextAsync("不可用：");
        await Expect(window.Page.Locator(".near")).ToHaveCountAsync(5);
        ILocator next = window["near-FL-0098"];
        foreach (string what in new[] { "直线", "门厅", "随时可取", "公众", "门卫", "+86 476 000 0000", "最近消息" })
        {
            await Expect(next).ToContainTextAsync(what);
        }

        await Expect(window["map"]).ToHaveAttributeAsync("data-near", "5");
        await Accessibility.CheckAsync(window, "the map");
        await window.PictureAsync("map.png");
    }

    [TestMethod]
    public async Task The_map_is_moved_with_the_keyboard_loses_no_cabinet_at_any_zoom_and_takes_a_name_a_click_or_its_middle_as_the_place()
    {
        await using PageWindow window = await Browser.OpenAsync("/map", "en-GB", address: s_registry.Address);
        ILocator map = window["map"];
        await Expect(map).ToHaveAttributeAsync("data-shown", All);
        await window["map-place"].FillAsync("第299号");
        await window["map-place"].PressAsync("Enter");
        await Expect(window["near-FL-0299"]).ToContainTextAsync("0 m straight line");
        await window["legend-not-ready"].ClickAsync();
        await Expect(map).ToHaveAttributeAsync("data-shown", "295");
        await window["legend-not-ready"].ClickAsync();
        await map.FocusAsync();
        await window.Page.Keyboard.PressAsync("Home");
        int zoom = int.Parse((await map.GetAttributeAsync("data-zoom"))!, CultureInfo.InvariantCulture);
        for (int i = 1; i <= 12; i++)
        {
            await window.Page.Keyboard.PressAsync("+");
            await Expect(map).ToHaveAttributeAsync("data-zoom", (zoom + i).ToString(CultureInfo.InvariantCulture));
            await Expect(map).ToHaveAttributeAsync("data-shown", All);
        }

        await window["map-clear"].ClickAsync();
        await Expect(window["map-place-told"]).ToContainTextAsync("Paste coordinates");
        await map.FocusAsync();
        await window.Page.Keyboard.PressAsync("Home");
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window["map-place-told"]).ToContainTextAsync("WGS-84");
        await window["map-clear"].ClickAsync();
        await map.ClickAsync(new LocatorClickOptions { Position = new Position { X = 30, Y = 30 } });
        await Expect(window["map-place-told"]).ToContainTextAsync("WGS-84");
        await window["map-place"].FillAsync("nowhere at all");
        await Expect(window["map-place-told"]).ToContainTextAsync("neither a pair of coordinates nor a name");
    }
}
