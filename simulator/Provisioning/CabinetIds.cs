namespace AedCabinet.Simulator.Provisioning;

/// <summary>Which ids can be a topic's level, a folder's name, a broker's user and a MQTT client's id at once.</summary>
internal static class CabinetIds
{
    /// <summary>The folder with what the registry and its broker are given.</summary>
    public const string RegistryFolder = "registry";

    /// <summary>The folder with the firmware's image.</summary>
    public const string FirmwareFolder = "firmware";

    /// <summary>The beginning of a 120 centre's user.</summary>
    public const string CentrePrefix = "centre-";

    /// <summary>The beginning of a department's user.</summary>
    public const string DepartmentPrefix = "department-";

    private static readonly string[] s_devices = ["con", "prn", "aux", "nul"];

    /// <summary>What is wrong with an id.</summary>
    /// <param name="id">The id, not empty.</param>
    /// <returns>What is wrong, or <c>null</c>.</returns>
    public static string? WhyRefused(string id)
    {
        if (!id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            return "may hold only letters A-Z and a-z, digits, '.', '_' and '-'";
        }

        if (!char.IsAsciiLetterOrDigit(id[0]) || !char.IsAsciiLetterOrDigit(id[^1]))
        {
            return "must begin and end with a letter or digit, for it is a folder's name too";
        }

        string name = id.ToLowerInvariant();
        if (name is RegistryFolder or FirmwareFolder || name.StartsWith(CentrePrefix, StringComparison.Ordinal) || name.StartsWith(DepartmentPrefix, StringComparison.Ordinal))
        {
            return "is a name that provisioning itself uses; choose another";
        }

        string stem = name.Split('.')[0];
        bool isDevice = s_devices.Contains(stem) || (stem.Length == 4 && stem[..3] is "com" or "lpt" && char.IsAsciiDigit(stem[^1]));
        return isDevice ? "is a name that Windows keeps for itself; choose another" : null;
    }
}
