namespace AedCabinet.Desk.Calls;

/// <summary>The centre does not do what a system asked of it.</summary>
/// <param name="status">Its answer's status; 0 for none.</param>
/// <param name="why">What it says, in the language that was asked for.</param>
public sealed class CentreRefusedException(int status, string why) : Exception(why)
{
    /// <summary>Gets its answer's status; 0 when it gave none.</summary>
    public int Status { get; } = status;
}
