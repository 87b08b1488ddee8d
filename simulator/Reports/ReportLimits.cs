namespace AedCabinet.Reports;

/// <summary>The limits of reports, and why.</summary>
public static class ReportLimits
{
    /// <summary>What expires within so many days after a month is told as coming: pads are ordered for weeks.</summary>
    public const int ComingDays = 90;

    /// <summary>So many reports are worked out at once; whoever asks for more waits: each reads a month.</summary>
    public const int AtOnce = 2;

    /// <summary>So many months are offered on the page.</summary>
    public const int MonthsOffered = 24;
}
