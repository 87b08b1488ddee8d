namespace nanoFramework.Runtime.Native;

/// <summary>
/// Desktop stand-in for nanoFramework's power control. A desktop process is not restarted: the simulator is told which
/// cabinet asked, and it ends and starts that cabinet.
/// </summary>
public class Power
{
    private static readonly AsyncLocal<Action<RebootOption>?> s_cabinetListener = new();

    /// <summary>Raised before the restart. Exceptions thrown by a handler are swallowed, as on the device.</summary>
    public static event RebootEventHandler? OnRebootEvent;

    /// <summary>Who restarts the cabinets of this process; null outside a simulator.</summary>
    internal static Action<RebootOption>? RebootListener { get; set; }

    /// <summary>
    /// Who restarts the one cabinet that runs in this flow of execution: threads and tasks started from here inherit it,
    /// so several cabinets share a process without hearing each other's restarts. It goes before <see cref="RebootListener"/>.
    /// </summary>
    internal static Action<RebootOption>? CabinetRebootListener
    {
        get => s_cabinetListener.Value;
        set => s_cabinetListener.Value = value;
    }

    /// <summary>Restarts the board. On the device it does not return.</summary>
    /// <param name="rebootOption">What to restart.</param>
    /// <exception cref="InvalidOperationException">No simulator listens.</exception>
    public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot) =>
        RebootDevice(-1, rebootOption);

    /// <summary>Restarts the board, giving the handlers of <see cref="OnRebootEvent"/> a limited time.</summary>
    /// <param name="exeConstraintTimeout">
    /// Milliseconds the handlers may take, -1 for any time. The desktop cannot abort a thread: handlers run to their end here.
    /// </param>
    /// <param name="rebootOption">What to restart.</param>
    /// <exception cref="InvalidOperationException">No simulator listens.</exception>
    public static void RebootDevice(int exeConstraintTimeout, RebootOption rebootOption = RebootOption.NormalReboot)
    {
        try
        {
            OnRebootEvent?.Invoke();
        }
        catch
        {
            // The device restarts whatever its handlers do.
        }

        var listener = CabinetRebootListener ?? RebootListener
            ?? throw new InvalidOperationException("The firmware asked for a restart, but no simulator listens to restart it.");
        listener(rebootOption);
    }

    /// <summary>Forgets handlers and listener: a board that starts has none.</summary>
    internal static void Reset()
    {
        OnRebootEvent = null;
        RebootListener = null;
        CabinetRebootListener = null;
    }
}
