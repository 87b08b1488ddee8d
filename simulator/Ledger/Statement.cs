using System.Data.Common;

namespace AedCabinet.Ledger;

/// <summary>One prepared statement, whose parameters are <c>$1</c>, <c>$2</c>, …, which SQLite and PostgreSQL both read.</summary>
internal abstract class Statement : IDisposable
{
    /// <summary>Runs it. Within a step a store may put it off until something is asked or the step is committed.</summary>
    /// <param name="values">The parameters' values.</param>
    public abstract void Run(params ReadOnlySpan<object?> values);

    /// <summary>Asks for one whole number.</summary>
    /// <param name="values">The parameters' values.</param>
    /// <returns>The number, or <c>null</c>.</returns>
    public long? Number(params ReadOnlySpan<object?> values) => LedgerDatabase.NumberOf(Ask(values));

    /// <summary>Asks for rows.</summary>
    /// <param name="values">The parameters' values.</param>
    /// <returns>The rows; to be disposed of before anything else is asked of the same database.</returns>
    public abstract DbDataReader Rows(params ReadOnlySpan<object?> values);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Asks for the first cell.</summary>
    /// <param name="values">The parameters' values.</param>
    /// <returns>The cell.</returns>
    protected abstract object? Ask(ReadOnlySpan<object?> values);
}
