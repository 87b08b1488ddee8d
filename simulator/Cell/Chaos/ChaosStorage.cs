using AedCabinet.Terminal;

namespace AedCabinet.Cell.Chaos;

/// <summary>The brokers' whole storage is lost under load: the registry knows each hole and asks the cabinets for it (point 4).</summary>
internal static class ChaosStorage
{
    // So much is acknowledged and not yet on disk when it is lost.
    private static readonly TimeSpan s_unread = TimeSpan.FromSeconds(5);

    // A minute until a hole is asked for, a minute from one look to the next, and the answers.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(6);

    /// <summary>All JetStream directories are deleted while the workers are away.</summary>
    /// <returns>The step.</returns>
    public static ChaosStep Deleted() => new(
        "storage",
        new Wording("删除全部JetStream目录", "all JetStream directories are deleted"),
        async (site, figures, stop) =>
        {
            site.Workers.KillAll();
            await Task.Delay(s_unread, stop);
            foreach (Trial.CellProcess node in site.Cell.Nodes)
            {
                node.Kill();
            }

            foreach (Plan.CellNode node in site.Cell.Plan.Nodes)
            {
                Directory.Delete(Path.Combine(node.DataFolder, "jetstream"), true);
            }

            int before = site.Cabinets.Sum(cabinet => cabinet.GivenAgain);
            foreach (Trial.CellProcess node in site.Cell.Nodes)
            {
                node.Start();
            }

            await site.Cell.WaitUntilSoundAsync(stop);
            site.Workers.StartAll();

            long holes = 0;
            TimeSpan took = await ChaosSite.UntilAsync(
                () =>
                {
                    // The registry sees a hole once something came behind it.
                    long now = ChaosProof.MissingBelow(site);
                    holes = Math.Max(holes, now);
                    return site.Cabinets.Sum(cabinet => cabinet.GivenAgain) > before && now == 0;
                },
                s_patience, stop);
            figures.Add(new ChaosFigure(4, new Wording("存储丢失造成的缺号", "numbers that the lost storage left missing"), holes, default,
                null, true));
            figures.Add(ChaosFigure.None(4, "补要后仍缺的号", "numbers still missing after they were asked for again",
                ChaosProof.MissingBelow(site)));
            ChaosKills.AddTime(figures, 4, "补要补齐全部缺号", "all holes are closed by \"resend\"", took, s_patience.TotalSeconds, site,
                "resend");
        });
}
