using System.CommandLine;
using System.Net;
using System.Text.Json;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>scenario record</c>: writes what is done on a running simulator's page into a scenario file.</summary>
public static class RecordCommand
{
    private const int DefaultWebPort = 8080;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<FileInfo> file = new("FILE") { Description = "The scenario file to write; never an existing one." };
        Option<int> port = new("--web-port")
        {
            Description = "The port of the running simulator's page.",
            HelpName = "PORT",
            DefaultValueFactory = _ => DefaultWebPort
        };
        Option<string?> cabinet = new("--cabinet") { Description = "Which cabinet (default: the first).", HelpName = "ID" };
        Command command = new("record",
            "Records what is done on the page of a running simulator, until Ctrl-C, and writes it as a scenario.") { file, port, cabinet };
        command.SetAction(
            (result, stop) => RunAsync(result.GetValue(file)!, result.GetValue(port), result.GetValue(cabinet), Console.Out, stop));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, int port, string? cabinet, TextWriter output, CancellationToken stop)
    {
        if (file.Exists)
        {
            throw new UserErrorException($"{file.FullName} exists already; choose another name.", UserErrorException.WrongInput);
        }

        using HttpClient http = new() { BaseAddress = new Uri($"http://{IPAddress.Loopback}:{port}") };
        string id = cabinet ?? await FirstCabinetAsync(http, port, stop);
        await CheckAsync(await http.PostAsync(PathOf(id), null, stop));
        output.WriteLine($"recording {id}: do something on http://{IPAddress.Loopback}:{port}, and end with Ctrl-C");
        await FollowAsync(http, id, output, stop);

        HttpResponseMessage answer = await http.DeleteAsync(PathOf(id), CancellationToken.None);
        await CheckAsync(answer);
        await File.WriteAllTextAsync(file.FullName, await answer.Content.ReadAsStringAsync(CancellationToken.None), CancellationToken.None);
        output.WriteLine($"written: {file.FullName}");
        output.WriteLine($"run it:  dotnet run --project simulator -- scenario {file}");
        return 0;
    }

    private static string PathOf(string id) => $"/api/cabinets/{Uri.EscapeDataString(id)}/recording";

    private static async Task<string> FirstCabinetAsync(HttpClient http, int port, CancellationToken stop)
    {
        try
        {
            JsonElement cabinets = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync("/api/cabinets", stop));
            return cabinets[0].GetProperty("id").GetString()!;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or InvalidOperationException)
        {
            throw new UserErrorException(
                $"No simulator answers on http://{IPAddress.Loopback}:{port} ({exception.Message}). Start one with: dotnet run --project "
                    + $"simulator; or name its port with --web-port.",
                UserErrorException.Environment);
        }
    }

    // Prints each thing done as it is done.
    private static async Task FollowAsync(HttpClient http, string id, TextWriter output, CancellationToken stop)
    {
        int told = 0;
        try
        {
            while (true)
            {
                await Task.Delay(s_look, stop);
                string[] done = [.. (await http.GetStringAsync(PathOf(id), stop)).Split('\n')
                    .Where(line => line.StartsWith("    do: ", StringComparison.Ordinal))];
                for (; told < done.Length; told++)
                {
                    output.WriteLine(done[told].Trim());
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C ends the recording.
        }
        catch (HttpRequestException exception)
        {
            throw new UserErrorException($"The simulator is gone, and the recording with it: {exception.Message}",
                UserErrorException.Environment);
        }
    }

    private static async Task CheckAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            string text = await answer.Content.ReadAsStringAsync();
            throw new UserErrorException(text.StartsWith('{')
                ? JsonSerializer.Deserialize<JsonElement>(text).GetProperty("error").GetString()!
                : $"The simulator answered {(int)answer.StatusCode}.", UserErrorException.WrongInput);
        }
    }
}
