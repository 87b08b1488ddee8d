namespace AedCabinet.Simulator.ScenarioRunner;

/// <summary>Something a scenario expects, while it runs.</summary>
public abstract class Expectation
{
    /// <summary>Initializes a new instance of the <see cref="Expectation"/> class.</summary>
    /// <param name="text">As it stands in the file.</param>
    /// <param name="line">Its line there.</param>
    /// <param name="stepMs">The time of its step, in milliseconds since the scenario began.</param>
    /// <param name="window">When it is expected.</param>
    protected Expectation(string text, int line, long stepMs, Window window)
    {
        Text = text;
        Line = line;
        StepMs = stepMs;
        Window = window;
    }

    /// <summary>Gets it as it stands in the file.</summary>
    public string Text { get; }

    /// <summary>Gets its line in the file, from 1.</summary>
    public int Line { get; }

    /// <summary>Gets the time of its step, in milliseconds since the scenario began.</summary>
    public long StepMs { get; }

    /// <summary>Gets when it is expected.</summary>
    public Window Window { get; }

    /// <summary>Gets whether it was met: <c>null</c> until that is decided.</summary>
    public bool? IsMet { get; private set; }

    /// <summary>Gets what was seen, once it is decided.</summary>
    public string Seen { get; private set; } = string.Empty;

    /// <summary>Gets when it is decided at the latest, in milliseconds since the scenario began.</summary>
    public long EndMs => StepMs + Window.EndMs;

    /// <summary>Gets a value indicating whether it looks at outputs, which may change in any scan.</summary>
    public virtual bool IsOnOutputs => false;

    /// <summary>Something happened.</summary>
    /// <param name="occurrence">What.</param>
    public virtual void Note(Occurrence occurrence)
    {
    }

    /// <summary>A scan is over.</summary>
    /// <param name="world">Where.</param>
    public abstract void Judge(ScenarioWorld world);

    /// <summary>The scenario stopped before its end.</summary>
    /// <param name="why">Why.</param>
    public void GiveUp(string why) => Decide(false, why);

    /// <summary>Decides.</summary>
    /// <param name="isMet">Whether it was met.</param>
    /// <param name="seen">What was seen.</param>
    protected void Decide(bool isMet, string seen)
    {
        IsMet = isMet;
        Seen = seen;
    }
}
