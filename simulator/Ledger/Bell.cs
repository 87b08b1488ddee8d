namespace AedCabinet.Ledger;

/// <summary>Rings for all who wait just then, and for nobody twice. May be used by any thread.</summary>
internal sealed class Bell
{
    private volatile TaskCompletionSource _next = New();

    /// <summary>Gets what ends when it rings next.</summary>
    public Task Next => _next.Task;

    /// <summary>Rings.</summary>
    public void Ring()
    {
        TaskCompletionSource rung = _next;
        _next = New();
        rung.TrySetResult();
    }

    // Who waits goes on by itself: whoever rings is not kept.
    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
