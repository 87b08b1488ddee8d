using Mono.Cecil.Cil;

namespace AedCabinet.DeviceHeap;

/// <summary>What threads and their calls take (<c>CLR_RT_Thread</c>, <c>CLR_RT_StackFrame::Push</c>).</summary>
internal static class StackFrames
{
    /// <summary>
    /// A thread besides its <c>Thread</c> object: <c>CLR_RT_Thread</c> (368 bytes), <c>CLR_RT_SubThread</c> (40), the tie to its object
    /// (24), what it waits for (40).
    /// </summary>
    public const int Thread = 372 + 48 + 24 + 48;

    /// <summary>The call of a platform's native method, in which every waiting thread is: the least frame.</summary>
    public const int Native = (HeaderBlocks + LeastBlocks) * HeapBlocks.Block;

    // CLR_RT_StackFrame up to its extension, 80 bytes.
    private const int HeaderBlocks = 7;
    private const int LeastBlocks = 10;

    // Room for a new object's reference, and for a call in line.
    private const int ExtraBlocks = 3;

    /// <summary>One call of a method.</summary>
    /// <param name="body">Its code, before anything is added.</param>
    /// <returns>The bytes taken.</returns>
    public static int Bytes(MethodBody body) =>
        HeapBlocks.Block * (HeaderBlocks + Math.Max(body.Variables.Count + body.MaxStackSize + ExtraBlocks, LeastBlocks));
}
