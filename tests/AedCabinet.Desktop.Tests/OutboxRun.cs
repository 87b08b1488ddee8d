using AedCabinet.Events;
using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;

namespace AedCabinet.Desktop.Tests;

/// <summary>A story that happens to a <see cref="WatchedOutbox"/>.</summary>
/// <param name="maxBytes">The outbox's bound.</param>
/// <param name="maxReadsRefusedInARow">How often a file at most can't be read in a row.</param>
internal sealed class OutboxRun(int maxBytes, int maxReadsRefusedInARow)
{
    private readonly WatchedOutbox _board = new(maxBytes, maxReadsRefusedInARow);

    /// <summary>Gets how many events the broker acknowledged.</summary>
    public int AcknowledgedCount => _board.AcknowledgedCount;

    /// <summary>Plays a story and then lets everything be delivered.</summary>
    /// <param name="acts">The story.</param>
    public void Play(IReadOnlyList<OutboxAct> acts)
    {
        for (int i = 0; i < acts.Count; i++)
        {
            try
            {
                Do(acts[i]);
                _board.Check();
            }
            catch (PowerCutException)
            {
                _board.Restart();
            }
            catch (AssertFailedException failure)
            {
                throw new AssertFailedException($"act {i} ({acts[i]}): {failure.Message}", failure);
            }
        }

        _board.Deliver();
    }

    private void Do(OutboxAct act)
    {
        switch (act.What)
        {
            case OutboxActKind.Add:
                _board.Add(act.Severity, act.Size);
                break;
            case OutboxActKind.Flood:
                for (int i = 0; i < EventQueue.Capacity + 2; i++)
                {
                    _board.Add((Severity)((i + act.Size) % 4), 0);
                }

                break;
            case OutboxActKind.AddWhileStoring:
                _board.Flash.Meanwhile = () => _board.Add(act.Severity, act.Size);
                break;
            case OutboxActKind.Store:
                _board.Store(act.PauseMs);
                break;
            case OutboxActKind.Look:
                _board.Look(act.Severity);
                break;
            case OutboxActKind.Take:
                for (int i = 0; i < act.Count; i++)
                {
                    _board.Take();
                }

                break;
            case OutboxActKind.TakeInVain:
                _board.TakeInVain();
                break;
            case OutboxActKind.Acknowledge:
                for (int i = 0; i < act.Count && _board.TryAcknowledge(act.Size); i++)
                {
                }

                break;
            case OutboxActKind.AcknowledgeAgain:
                _board.AcknowledgeAgain(act.Size);
                break;
            case OutboxActKind.LoseLink:
                _board.LoseLink();
                break;
            default:
                DoToFlash(act);
                break;
        }
    }

    private void DoToFlash(OutboxAct act)
    {
        switch (act.What)
        {
            case OutboxActKind.Refuse:
                _board.Flash.RefuseFrom(act.Size % 3, act.Count, act.Residue);
                break;
            case OutboxActKind.RefuseReads:
                _board.Flash.ReadsToRefuse = Math.Min(act.Count, OutboxInterleavingTests.ReadsThatMayFail);
                break;
            case OutboxActKind.CutPower:
                _board.Flash.CutAt(act.Count - 1, act.Size, act.Residue);
                break;
            case OutboxActKind.Stop:
                _board.Stop();
                _board.Restart();
                break;
            case OutboxActKind.Spoil:
                _board.Flash.Spoil(act.Count, act.Size);
                break;
            default:
                _board.Restart();
                break;
        }
    }
}
