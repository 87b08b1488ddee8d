namespace AedCabinet.Simulator.Provisioning;

/// <summary>Which column a member of <c>cabinet.json</c> comes from.</summary>
internal static class FirmwarePaths
{
    private static readonly (string Path, string Column)[] s_columns =
    [
        ("aed.model", "aedModel"), ("aed.serial", "aedSerial"), ("aed.", "profile"),
        ("indicatorProfile", "profile"), ("temperature", "profile"),
        ("climate.insideProbe", "insideProbe"), ("climate.outsideProbe", "outsideProbe"), ("climate.probe", "probeFitted"),
        ("climate.heater", "heaterFitted"), ("climate.fan", "fanFitted"),
        ("power.mains", "mainsFitted"), ("power.battery", "batteryFitted"), ("presence", "presenceFitted"), ("lock", "lockFitted"),
        ("pins", "board"),
    ];

    /// <summary>The column to correct.</summary>
    /// <param name="path">The member's path.</param>
    /// <returns>The column's name, or the path itself where no column says it.</returns>
    public static string ColumnOf(string path)
    {
        string last = path[(path.LastIndexOf('.') + 1)..];
        string column = s_columns.FirstOrDefault(pair => path.StartsWith(pair.Path, StringComparison.Ordinal)).Column ?? string.Empty;
        return CabinetColumns.Find(last) is not null && !path.StartsWith("pins", StringComparison.Ordinal) ? last
            : column.Length > 0 ? column : path;
    }
}
