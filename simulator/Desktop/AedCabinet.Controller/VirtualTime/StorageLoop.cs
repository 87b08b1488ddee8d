using System;

namespace AedCabinet.Controller
{
    /// <summary>Whether an exception is one that a board's parts are made to throw.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns><c>true</c> when it is.</returns>
    public delegate bool PartFault(Exception exception);

    /// <content>What only virtual time asks; no board carries it (SPEC §3).</content>
    public sealed partial class StorageLoop
    {
        /// <summary>As <see cref="Round"/>, but a fault that none of the board's parts is to blame for comes out.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="isOfPart">Whether an exception is a part's.</param>
        /// <returns><c>true</c> when all was done.</returns>
        public bool TryRound(long nowMs, PartFault isOfPart) => TryStore(nowMs, false, isOfPart);

        /// <summary>As <see cref="Finish"/>, but a fault that none of the board's parts is to blame for comes out.</summary>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="isOfPart">Whether an exception is a part's.</param>
        /// <returns><c>true</c> when all was stored.</returns>
        public bool TryFinish(long nowMs, PartFault isOfPart)
        {
            for (int i = 0; i < MaxLastTries; i++)
            {
                if (TryStore(nowMs, true, isOfPart))
                {
                    return true;
                }
            }

            return false;
        }

        private bool TryStore(long nowMs, bool isEnding, PartFault isOfPart)
        {
            try
            {
                if (isEnding)
                {
                    _storekeeper.End(nowMs);
                }
                else
                {
                    _storekeeper.Step(nowMs);
                    ReadAgain(nowMs);
                }

                _failures.Clear();
                Progress.Note();
                return true;
            }
            catch (Exception exception) when (isOfPart(exception))
            {
                _failures.Note(exception, "trying again");
                return false;
            }
        }
    }
}
