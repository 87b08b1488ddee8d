using System.Globalization;
using AedCabinet.Cell.Plan;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// Point 8: the same program, the same cabinets and the same proof on one machine with SQLite and one Mosquitto, whose registry is killed
/// and whose broker is started anew.
/// </summary>
internal static class ChaosOneMachine
{
    private const int Cabinets = 20;

    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs.</summary>
    /// <param name="options">What is drawn from which seed.</param>
    /// <param name="folder">Where files, data and logs go: empty.</param>
    /// <param name="program">The registry's program, and what stands before a command's arguments.</param>
    /// <param name="say">Told what is being done.</param>
    /// <param name="stop">Cancelled when nobody wants it any more.</param>
    /// <returns>What it showed.</returns>
    /// <exception cref="UserErrorException">Mosquitto is missing, or does not come up.</exception>
    public static async Task<IReadOnlyList<ChaosFigure>> RunAsync(ChaosOptions options, string folder,
        (string Program, IReadOnlyList<string> Arguments) program, Action<Wording> say, CancellationToken stop)
    {
        using OneMachine machine = await OneMachine.StartAsync(folder, program, stop);
        AckClock acks = new();
        ChaosCabinet[] cabinets = [.. Enumerable.Range(1, Cabinets).Select(number => Cabinet(number, machine.Port, acks, options.Seed))];
        try
        {
            foreach (ChaosCabinet cabinet in cabinets)
            {
                cabinet.Start(s_pace);
            }

            await machine.BreakAsync(cabinets, say, stop);
            say(new Wording("停发，核对", "no more events; the proof"));
            await Task.WhenAll(cabinets.Select(cabinet => cabinet.TellStateAsync(stop)));
            foreach (ChaosCabinet cabinet in cabinets)
            {
                cabinet.Die();
            }

            List<ChaosFigure> figures = [];
            await ChaosProof.JudgeAsync(new ChaosDisk(new SqliteStore(machine.Database)), cabinets, figures, stop);
            return [.. figures.Select(figure => figure with { Point = 8, Name = null })];
        }
        finally
        {
            await Task.WhenAll(cabinets.Select(cabinet => cabinet.DisposeAsync().AsTask()));
        }
    }

    private static ChaosCabinet Cabinet(int number, int port, AckClock acks, int seed)
    {
        string code = ChaosOptions.Prefectures[number % ChaosOptions.Prefectures.Count];
        string id = string.Create(CultureInfo.InvariantCulture, $"{code}-{number}");
        return new ChaosCabinet(port, new CellAccount(id, CellSecretsFile.Create(), [], []), ChaosSite.TopicOf(id),
            Convert.FromHexString(ChaosSite.NewKey()), acks, seed + number);
    }
}
