using AedCabinet.Terminal;

namespace AedCabinet.Cell.Chaos;

/// <summary>
/// A whole region's cabinets on the machine that also carries three nodes, three databases and the workers. That all come back (point 3) is
/// shown with all of them. How long a part's death lasts (point 2) is shown with fewer: with all, it is the time that their connections
/// take from the processors.
/// </summary>
internal static class ChaosCrowd
{
    /// <summary>A step whose times of point 2 are told, not judged.</summary>
    /// <param name="step">The step.</param>
    /// <returns>It.</returns>
    public static ChaosStep Told(ChaosStep step) => step with
    {
        RunAsync = async (site, figures, stop) =>
        {
            List<ChaosFigure> own = [];
            try
            {
                await step.RunAsync(site, own, stop);
            }
            finally
            {
                own.ForEach(figure => figures.Add(figure.Point == 2 ? figure with { Most = null, IsJudged = false, Name = null } : figure));
            }
        },
    };

    /// <summary>All but some of the cabinets are switched off.</summary>
    /// <returns>The step.</returns>
    public static ChaosStep Thinned() => new(
        "thinned",
        new Wording($"从这里起{ChaosOptions.Measured}台机柜，其余关闭", $"from here on {ChaosOptions.Measured} cabinets, the others are switched off"),
        (site, figures, _) =>
        {
            HashSet<ChaosCabinet> probes = [.. ChaosOptions.Prefectures.Select(site.ProbeOf)];
            ChaosCabinet[] quiet = [.. site.Cabinets.Skip(site.Options.Talking)
                .Where(cabinet => !cabinet.IsDead && !probes.Contains(cabinet))];
            foreach (ChaosCabinet cabinet in quiet.Skip(ChaosOptions.Measured - site.Options.Talking - probes.Count))
            {
                cabinet.Die();
            }

            figures.Add(ChaosFigure.Told(0, new Wording("此后连接的机柜", "cabinets connected from here on"), ChaosKills.Living(site).Count(),
                default, "cabinetsAtKills"));
            return Task.CompletedTask;
        });
}
