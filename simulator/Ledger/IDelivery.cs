namespace AedCabinet.Ledger;

/// <summary>A delivery that waits to be confirmed. Until then the broker keeps the message and sends it again.</summary>
public interface IDelivery
{
    /// <summary>Gets the message's number in the broker's own stream; 0 where it keeps none.</summary>
    long Sequence => 0;

    /// <summary>
    /// Gets when the broker's stream was made, in milliseconds since 1970-01-01 UTC; 0 where it keeps none. One that was made anew
    /// numbers from 1 again.
    /// </summary>
    long StreamMadeMs => 0;

    /// <summary>The message is on disk. Never throws: a broker that is gone by now sends it again.</summary>
    void Confirm();
}
