using System.Text.Json;

namespace AedCabinet.Simulator.Soak;

/// <summary>Hands what comes on the command topic to the firmware's gate, and counts its replies.</summary>
/// <param name="gate">The gate of this boot.</param>
/// <param name="report">Counts.</param>
internal sealed class GateHandler(CommandGate gate, SoakReport report) : ICommandHandler
{
    private const int TakenEvery = 8;

    private int _handled;

    /// <inheritdoc/>
    public void Handle(byte[] payload, long nowMs)
    {
        gate.Handle(payload, nowMs);

        // Not after each, so that the replies pile up as they do on a slow link.
        if (++_handled % TakenEvery != 0)
        {
            return;
        }

        int taken = 0;
        while (gate.TryTakeReply(out string reply))
        {
            using JsonDocument document = JsonDocument.Parse(reply);
            report.Count("replies: " + document.RootElement.GetProperty("code").GetString());
            if (++taken > CommandGate.MaxReplies)
            {
                throw new SoakViolation("queues stay within bounds", $"{taken} replies");
            }
        }
    }
}
