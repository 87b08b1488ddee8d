namespace AedCabinet.Platform
{
    /// <summary>The board's network interface.</summary>
    public interface INetwork
    {
        /// <summary>Begins to bring the interface up; called once. Doesn't wait.</summary>
        void Start();

        /// <summary>Takes the interface down and up again, because no broker was reached for long. Doesn't wait and never throws.</summary>
        void Restart();

        /// <summary>Gets a value indicating whether the interface has been given an address.</summary>
        bool IsUp { get; }
    }
}
