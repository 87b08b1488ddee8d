using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>A site's Wi-Fi.</summary>
/// <param name="Ssid">Its name, at most 32 bytes.</param>
/// <param name="Password">Its password; empty for an open one.</param>
/// <param name="Authentication"><c>WPA2</c>, <c>WPA</c> or <c>OPEN</c>.</param>
public sealed record WifiPlan(string Ssid, string Password, string Authentication)
{
    /// <summary>The most bytes of a name.</summary>
    public const int MaxSsidBytes = 32;

    /// <summary>The most bytes of a password.</summary>
    public const int MaxPasswordBytes = 64;

    /// <summary>How a Wi-Fi may be protected.</summary>
    public static readonly string[] Authentications = ["WPA2", "WPA", "OPEN"];

    /// <summary>What is wrong with a password.</summary>
    /// <param name="password">The password.</param>
    /// <param name="authentication">One of <see cref="Authentications"/>.</param>
    /// <returns>What is wrong, without repeating it, or <c>null</c>.</returns>
    public static Wording? WhyRefused(string password, string authentication)
    {
        if (authentication == "OPEN")
        {
            return password.Length == 0 ? null : new("有密码，但开放的Wi-Fi没有密码；请删去，或改正authentication",
                "is there, but an open Wi-Fi has none; remove it or correct the authentication");
        }

        bool isKey = password.Length == MaxPasswordBytes && password.All(char.IsAsciiHexDigit);
        if (password.Any(c => c is < ' ' or > '~'))
        {
            return new("含有ASCII以外的字符；Wi-Fi密码里没有这样的字符", "holds a character that is not plain ASCII; Wi-Fi passwords have none");
        }

        return isKey || password.Length is >= 8 and < MaxPasswordBytes
            ? null
            : new($"有{password.Length}个字符；{authentication}要求8到63个，或64位十六进制数字",
                $"has {password.Length} characters; {authentication} asks for 8 to 63, or 64 hexadecimal digits");
    }
}
