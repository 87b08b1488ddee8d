namespace AedCabinet.Simulator.Flash;

/// <summary>One changing operation of a flash.</summary>
/// <param name="Number">Its number, counted from 0.</param>
/// <param name="Action">What it does.</param>
/// <param name="Name">The file.</param>
/// <param name="Content">The bytes written or added; none for a deletion.</param>
public sealed record FlashOperation(long Number, FlashAction Action, string Name, byte[] Content)
{
    /// <summary>Does the same to another flash.</summary>
    /// <param name="flash">The other flash.</param>
    public void Repeat(SimulatedFlash flash)
    {
        _ = Action switch
        {
            FlashAction.Write => flash.TryWrite(Name, Content),
            FlashAction.Append => flash.TryAppend(Name, Content),
            _ => flash.TryDelete(Name),
        };
    }
}
