using System.Text.Json.Nodes;
using AedCabinet.Page.Tests.Environment;
using AedCabinet.Page.Words;
using AedCabinet.Simulator.Boards.Checking;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Web.Components.Wiring;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AedCabinet.Page.Tests;

/// <summary>The wiring tab draws the board that the cabinet has.</summary>
[TestClass]
public class BoardDrawingTests
{
    // Elements that stick out of the drawing's card, and elements that cover another's text.
    private const string FindsMisplaced = """
        () => {
          const drawing = document.querySelector('[data-testid=board-drawing]');
          const card = drawing.closest('.card').getBoundingClientRect();
          const found = [];
          const meets = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
          for (const element of drawing.querySelectorAll('.pad, .pin-label, .pin-signal')) {
            const box = element.getBoundingClientRect();
            if (box.width > 0 && (box.left < card.left || box.right > card.right || box.bottom > card.bottom)) found.push(element.textContent);
          }
          const labels = [...drawing.querySelectorAll('.pin-label')].map(element => [element.textContent, element.getBoundingClientRect()]);
          for (const [name, box] of labels) {
            for (const [other, next] of labels) {
              if (box !== next && meets(box, next)) found.push(`${name} covers ${other}`);
            }
          }
          const box = selector => [...drawing.querySelectorAll(selector)].map(element => element.getBoundingClientRect()).filter(box => box.width > 0);
          for (const part of box('.shield, .usb, .push')) {
            for (const [name, place] of labels) if (meets(part, place)) found.push(`a part covers ${name}`);
          }
          const [shield] = box('.shield');
          for (const name of box('.shield-name, .shield-model')) if (name.left < shield.left || name.right > shield.right) found.push('a name sticks out of the shield');
          return found;
        }
        """;

    [TestMethod]
    public async Task Each_cabinet_shows_its_own_board_with_every_signal_at_its_pin_in_both_languages()
    {
        IReadOnlyList<BoardFile> boards = ShippedBoards.Load();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aed-boards-");
        string[] arguments = [.. boards.SelectMany((board, index) => new[] { "--config", WriteCabinet(board, index, folder) })];
        await using (PageEnvironment environment = await SharedEnvironment.Current.StartBesideAsync(arguments))
        {
            foreach ((string language, PageText text) in new[] { ("zh-CN", PageText.Chinese), ("en-GB", PageText.English) })
            {
                await using PageWindow window = await environment.OpenAsync($"/wiring?cabinet={IdOf(0)}", language);
                for (int index = 0; index < boards.Count; index++)
                {
                    await window.GoAsync($"/wiring?cabinet={IdOf(index)}");
                    await CheckAsync(window, boards[index], text);
                    foreach (int width in new[] { 320, 768, 1920 })
                    {
                        await window.Page.SetViewportSizeAsync(width, 900);
                        string[] misplaced = await FindMisplacedAsync(window);
                        Assert.IsEmpty(misplaced, $"{boards[index].Board}, {language}, {width} px: {string.Join("; ", misplaced)}");
                    }
                }
            }
        }

        folder.Delete(recursive: true);
    }

    // A page that was resized lays itself out over some frames: only what stays misplaced is.
    private static async Task<string[]> FindMisplacedAsync(PageWindow window)
    {
        const int Looks = 50;
        const float PauseMs = 100;
        string[] misplaced = [];
        for (int look = 0; look < Looks; look++)
        {
            misplaced = await window.Page.EvaluateAsync<string[]>(FindsMisplaced);
            if (misplaced.Length == 0)
            {
                break;
            }

            await window.Page.WaitForTimeoutAsync(PauseMs);
        }

        return misplaced;
    }

    private static async Task CheckAsync(PageWindow window, BoardFile board, PageText text)
    {
        BoardLayout layout = BoardLayout.Of(board.Board)!;
        ILocator drawing = window["board-drawing"];
        await Expect(window["board"]).ToHaveTextAsync(board.Name);
        await Expect(drawing.Locator(".pin.left .pin-label")).ToHaveTextAsync(layout.Left.Select(pin => pin.Label));
        await Expect(drawing.Locator(".pin.right .pin-label")).ToHaveTextAsync(layout.Right.Select(pin => pin.Label));
        await Expect(window["not-in-order"]).ToHaveCountAsync(board.Header.InPhysicalOrder ? 0 : 1);

        await Expect(drawing.Locator("[data-signal]")).ToHaveCountAsync(board.Pins.Count);
        foreach ((string signal, int gpio) in board.Pins)
        {
            ILocator pin = drawing.Locator($"[data-signal={signal}]");
            await Expect(pin).ToHaveAttributeAsync("data-gpio", $"{gpio}");
            await Expect(pin).ToContainTextAsync(text["wiring.signal." + signal]);
        }
    }

    private static string IdOf(int index) => index == 0 ? PageEnvironment.FirstCabinet : $"NM-0471-100{index}";

    // The demonstration cabinet with another board in its box.
    private static string WriteCabinet(BoardFile board, int index, DirectoryInfo folder)
    {
        JsonObject root = DemoCabinet.All[0].Load();
        root["id"] = IdOf(index);
        root["network"] = board.Network;
        root["power"]!["batteryFitted"] = board.Pins.ContainsKey("batteryAdc");
        JsonObject pins = new() { ["board"] = board.Board };
        foreach ((string signal, int gpio) in board.Pins)
        {
            pins[signal] = gpio;
        }

        root["pins"] = pins;
        string file = Path.Combine(folder.FullName, $"{board.Board}.json");
        File.WriteAllText(file, root.ToJsonString());
        return file;
    }
}
