using AedCabinet.Inputs;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Virtual;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// What people and the weather do to the contacts: rescues, curious passers-by, doors left open, SOS, a technician's button,
/// mains that fail; with rests between, as at a real cabinet. The contacts move on while the board has no power.
/// </summary>
/// <param name="timeline">Knows the virtual time.</param>
/// <param name="random">What happens when.</param>
/// <param name="report">Counts.</param>
/// <param name="isKit">Whether there is but a kit.</param>
internal sealed class People(Timeline timeline, SeededRandom random, SoakReport report, bool isKit)
{
    private readonly Queue<(long AtMs, string What, Action<InputImage> Do)> _plan = new();
    private long _nextStoryAtMs = 20000;

    /// <summary>Moves what is to be moved by now.</summary>
    /// <param name="inputs">The contacts.</param>
    public void Move(InputImage inputs)
    {
        long nowMs = timeline.NowMs;
        while (_plan.Count > 0 && nowMs >= _plan.Peek().AtMs)
        {
            (long _, string what, Action<InputImage> act) = _plan.Dequeue();
            timeline.Add(what);
            act(inputs);
        }

        if (_plan.Count == 0 && nowMs >= _nextStoryAtMs)
        {
            report.Count("stories of people");
            if (isKit)
            {
                PlanKit(nowMs);
                _nextStoryAtMs = nowMs + random.NextInt(60000, 5400000);
                return;
            }

            Plan(nowMs);
            _nextStoryAtMs = nowMs + random.NextInt(20000, 900000);
        }
    }

    private void Plan(long nowMs)
    {
        long atMs = nowMs;
        int story = random.NextInt(0, 10);
        switch (story)
        {
            case 0 or 1 or 2:
                Add(ref atMs, 0, "door opened", image => image.AedDoorContactOpen = true);
                Add(ref atMs, random.NextInt(1000, 15000), "AED taken", image => image.AedPresenceContactClosed = false);
                if (random.Chance(0.5))
                {
                    Add(ref atMs, random.NextInt(1000, 200000), "door closed", image => image.AedDoorContactOpen = false);
                    Add(ref atMs, random.NextInt(60000, 3600000), "door opened", image => image.AedDoorContactOpen = true);
                }

                Add(ref atMs, random.NextInt(2000, 1200000), "AED returned", image => image.AedPresenceContactClosed = true);
                Add(ref atMs, random.NextInt(1000, 30000), "door closed", image => image.AedDoorContactOpen = false);
                break;
            case 3 or 4:
                Add(ref atMs, 0, "door opened", image => image.AedDoorContactOpen = true);
                Add(ref atMs, random.NextInt(300, 300000), "door closed", image => image.AedDoorContactOpen = false);
                break;
            case 5:
                Add(ref atMs, 0, "SOS down", image => image.SosContactClosed = true);
                Add(ref atMs, random.NextInt(50, 3000), "SOS up", image => image.SosContactClosed = false);
                break;
            case 6:
                Add(ref atMs, 0, "door opened", image => image.AedDoorContactOpen = true);
                Add(ref atMs, random.NextInt(2000, 10000), "service button down", image => image.ServiceContactClosed = true);
                Add(ref atMs, random.NextInt(200, 8000), "service button up", image => image.ServiceContactClosed = false);
                Add(ref atMs, random.NextInt(2000, 60000), "door closed", image => image.AedDoorContactOpen = false);
                Add(ref atMs, random.NextInt(500, 60000), "door opened", image => image.AedDoorContactOpen = true);
                Add(ref atMs, random.NextInt(2000, 60000), "door closed", image => image.AedDoorContactOpen = false);
                break;
            case 7:
                Add(ref atMs, 0, "mains gone", image => image.MainsPresent = false);
                Add(ref atMs, random.NextInt(500, 900000), "mains back", image => image.MainsPresent = true);
                break;
            case 10:
                Add(ref atMs, 0, "kit opened", image => image.KitDoorContactOpen = true);
                Add(ref atMs, random.NextInt(300, 200000), "kit closed", image => image.KitDoorContactOpen = false);
                break;
            case 8:
                Add(ref atMs, 0, "case opened", image => image.TamperContactOpen = true);
                Add(ref atMs, random.NextInt(2000, 100000), "case closed", image => image.TamperContactOpen = false);
                break;
            default:
                Add(ref atMs, 0, "AED falls out of its bracket", image => image.AedPresenceContactClosed = false);
                Add(ref atMs, random.NextInt(1000, 600000), "AED in its bracket again", image => image.AedPresenceContactClosed = true);
                break;
        }
    }

    // Opened for a moment or for long, once or again as soon as it is shut: while the board sleeps, wakes, runs and falls asleep.
    private void PlanKit(long nowMs)
    {
        long atMs = nowMs;
        int openings = random.Chance(0.6) ? 1 : 2;
        for (int i = 0; i < openings; i++)
        {
            bool isMoment = random.Chance(0.6);
            Add(ref atMs, i == 0 ? 0 : random.NextInt(500, 40000), "kit opened", image => image.KitDoorContactOpen = true);
            Add(ref atMs, isMoment ? random.NextInt(40, 2500) : random.NextInt(2500, 400000), "kit closed",
                image => image.KitDoorContactOpen = false);
            if (isMoment)
            {
                report.Count("fault: short-wake");
            }
        }
    }

    private void Add(ref long atMs, int afterMs, string what, Action<InputImage> act)
    {
        atMs += afterMs;
        _plan.Enqueue((atMs, what, act));
    }
}
