using nanoFramework.StandIns;

namespace System.Threading;

/// <summary>
/// Desktop stand-in for the device's threads: one costs heap and may not start for want of it, and an exception that nobody
/// catches ends its thread and nothing else.
/// </summary>
public sealed class Thread
{
    private static readonly AsyncLocal<Action<Exception>?> s_mourner = new();

    private readonly ThreadStart _start;
    private Task? _work;

    /// <summary>Makes a thread that does not run yet.</summary>
    /// <param name="start">What it does.</param>
    public Thread(ThreadStart start)
    {
        ShortMemory.Allocate("Thread");
        _start = start;
    }

    /// <summary>Whether it was started and has not ended.</summary>
    public bool IsAlive => _work is { IsCompleted: false };

    /// <summary>Told of the exceptions that ended a thread started from here: on the device nobody is.</summary>
    internal static Action<Exception>? Mourner
    {
        get => s_mourner.Value;
        set => s_mourner.Value = value;
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="OutOfMemoryException">The heap has no room for its stack.</exception>
    public void Start()
    {
        ShortMemory.Allocate("Thread.Start");
        _work = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Waits until it has ended.</summary>
    /// <param name="millisecondsTimeout">For how long at most.</param>
    /// <returns><c>false</c> when it still runs.</returns>
    public bool Join(int millisecondsTimeout) => _work is null || _work.Wait(millisecondsTimeout);

    /// <summary>Lets the calling thread wait.</summary>
    /// <param name="millisecondsTimeout">For how long.</param>
    public static void Sleep(int millisecondsTimeout) => Task.Delay(millisecondsTimeout).Wait();

    private void Run()
    {
        try
        {
            _start();
        }
        catch (Exception exception)
        {
            Mourner?.Invoke(exception);
        }
    }
}
