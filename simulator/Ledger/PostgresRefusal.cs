using System.Data.Common;
using AedCabinet.Terminal;
using Npgsql;

namespace AedCabinet.Ledger;

/// <summary>What is done while a PostgreSQL server refuses what comes.</summary>
internal static class PostgresRefusal
{
    /// <summary>Gets what happens meanwhile, and is to be done.</summary>
    public static Wording WhatHappens { get; } = new(
        "收到的消息暂不向消息服务器确认，由它保留；每隔0.2至8秒重试一次。请确认PostgreSQL在运行、网络可达、磁盘有空间。",
        "Nothing is confirmed to the broker, which keeps what comes; trying again every 0.2 to 8 s. See that PostgreSQL runs, can be "
            + "reached and has room on its disk.");

    /// <summary>Whether it is something in a message that it refuses, so that the next attempt would fail the same way.</summary>
    /// <param name="exception">What it says.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool IsOfAMessage(DbException exception) =>
        exception is PostgresException { SqlState: { } state }
            && (state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal)
                || state.StartsWith("P0", StringComparison.Ordinal));

    /// <summary>How long to wait before it is asked again: a server that has just come back must not be stampeded.</summary>
    /// <param name="failures">How often in a row it has failed, 1 or more.</param>
    /// <returns>The pause.</returns>
    public static TimeSpan PauseAfter(int failures)
    {
        double factor = Math.Pow(2, Math.Min(failures - 1, 30));
        return TimeSpan.FromMilliseconds(Math.Min(LedgerLimits.ServerRetryLeast.TotalMilliseconds * factor,
            LedgerLimits.ServerRetryMost.TotalMilliseconds));
    }
}
