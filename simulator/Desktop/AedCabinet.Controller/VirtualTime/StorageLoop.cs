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
        /// <summary>
        /// Gets or sets which faults a board's parts are to blame for: any other comes out. <c>null</c>: none does, as on a board.
        /// </summary>
        public PartFault IsOfPart { get; set; }

        partial void RethrowIfUnexpected(Exception exception)
        {
            if (IsOfPart != null && !IsOfPart(exception))
            {
                throw exception;
            }
        }
    }
}
