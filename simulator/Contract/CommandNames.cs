namespace AedCabinet.Contract;

/// <summary>The commands that contract version 1 has.</summary>
public static class CommandNames
{
    private static readonly string[] s_all =
    [
        "locate", "unlock", "acknowledge", "silence", "drill", "maintenance", "inspect", "self-test", "report", "configure",
        "learn-indicator", "restart", "resend", "update",
    ];

    /// <summary>Gets their names.</summary>
    public static IReadOnlyList<string> All => s_all;
}
