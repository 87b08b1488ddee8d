using AedCabinet.Simulator.ScenarioRunner.Phrases;

namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>How often a step of a scenario is done.</summary>
/// <param name="Times">How often, 1 or more.</param>
/// <param name="EveryMs">From one time to the next, in milliseconds.</param>
internal readonly record struct Repetition(int Times, long EveryMs)
{
    /// <summary>Gets once.</summary>
    public static Repetition Once { get; } = new(1, 0);

    /// <summary>Gets the one form: <c>repeat: 10 times every 1m</c>.</summary>
    public static PhraseBook<Repetition> Book { get; } = Build();

    private static PhraseBook<Repetition> Build()
    {
        PhraseBook<Repetition> book = new(ScenarioSlots.All);
        book.Add("<count> times every <duration>",
            "The step is done so often, its expectations with it; the next step's `after` counts from the last time.",
            match => new Repetition(match.Get<int>("count"), match.Get<long>("duration")));
        return book;
    }
}
