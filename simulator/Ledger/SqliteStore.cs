namespace AedCabinet.Ledger;

/// <summary>A registry's ledgers in one SQLite file, with its high-water mark beside it.</summary>
/// <param name="file">The file.</param>
public sealed class SqliteStore(string file) : LedgerStore
{
    /// <inheritdoc/>
    public override string Name => file;

    /// <inheritdoc/>
    public override string File => file;

    /// <inheritdoc/>
    public override LedgerDatabase OpenForIngest(string? prefecture = null) => SqliteDatabase.OpenForIngest(file, prefecture);

    /// <inheritdoc/>
    public override LedgerDatabase OpenForChange() => SqliteDatabase.OpenForChange(file);

    /// <inheritdoc/>
    public override LedgerDatabase OpenForReading() => SqliteDatabase.OpenForReading(file);

    /// <summary>Opens a file that is there to be moved, whether or not it was closed for that.</summary>
    /// <returns>The open database.</returns>
    /// <exception cref="UserErrorException">There is none, or it can't be opened.</exception>
    internal LedgerDatabase OpenForMove() => SqliteDatabase.OpenForMove(file);

    /// <inheritdoc/>
    internal override long? ReadMark() => HighWaterMark.Read(file);

    /// <inheritdoc/>
    internal override bool IsThere() => System.IO.File.Exists(file);
}
