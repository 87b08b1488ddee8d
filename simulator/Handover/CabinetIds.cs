using AedCabinet.Terminal;

namespace AedCabinet.Handover;

/// <summary>Which ids can be a topic's level, a folder's name, a broker's user and a MQTT client's id at once.</summary>
public static class CabinetIds
{
    /// <summary>The folder with what the registry and its broker are given.</summary>
    public const string RegistryFolder = "registry";

    /// <summary>The folder with the firmware's image.</summary>
    public const string FirmwareFolder = "firmware";

    /// <summary>The beginning of a 120 centre's user.</summary>
    public const string CentrePrefix = "centre-";

    /// <summary>The beginning of a department's user.</summary>
    public const string DepartmentPrefix = "department-";

    /// <summary>The beginning of the registry's other users.</summary>
    public const string RegistryPrefix = "registry-";

    // All sheets of labels, and everything else beside the cabinets' folders, begin like this.
    private const string LabelsStem = "labels";

    private static readonly string[] s_prefixes = [RegistryPrefix, CentrePrefix, DepartmentPrefix];
    private static readonly string[] s_devices = ["con", "prn", "aux", "nul"];

    /// <summary>What is wrong with an id.</summary>
    /// <param name="id">The id, not empty.</param>
    /// <returns>What is wrong, or <c>null</c>.</returns>
    public static Wording? WhyRefused(string id)
    {
        if (!id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            return new("只能含字母A-Z、a-z，数字，'.'、'_'和'-'", "may hold only letters A-Z and a-z, digits, '.', '_' and '-'");
        }

        if (!char.IsAsciiLetterOrDigit(id[0]) || !char.IsAsciiLetterOrDigit(id[^1]))
        {
            return new("必须以字母或数字开头和结尾，因为它也是文件夹名", "must begin and end with a letter or digit, for it is a folder's name too");
        }

        string name = id.ToLowerInvariant();
        if (name is RegistryFolder or FirmwareFolder
            || Array.Exists(s_prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal))
            || name.StartsWith(LabelsStem, StringComparison.Ordinal))
        {
            return new("是本程序自己要用的名字；请另取一个", "is a name that provisioning itself uses; choose another");
        }

        string stem = name.Split('.')[0];
        bool isDevice = s_devices.Contains(stem) || (stem.Length == 4 && stem[..3] is "com" or "lpt" && char.IsAsciiDigit(stem[^1]));
        return isDevice ? new("是Windows保留的名字；请另取一个", "is a name that Windows keeps for itself; choose another") : null;
    }
}
