namespace AedCabinet.Controller
{
    /// <summary>The board itself.</summary>
    public interface IBoard
    {
        /// <summary>Restarts the board at once, whatever its threads do. Returns on a desktop only.</summary>
        void Restart();
    }
}
