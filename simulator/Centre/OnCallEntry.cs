using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>Somebody on a list of those on call: for what, where, when, and by what to be told.</summary>
/// <param name="No">Its number; 0 for a new one.</param>
/// <param name="Prefecture">The first four digits of a GB/T 2260 code; empty for all.</param>
/// <param name="Department">A department as in topics; empty for all.</param>
/// <param name="Cabinet">A cabinet's id; empty for all.</param>
/// <param name="Severity">Of what: emergencies, urgent events, or the daily digest of maintenance.</param>
/// <param name="Place">In which place, 1 first; those of one place come one after the other.</param>
/// <param name="Name">Who.</param>
/// <param name="Channel"><c>mail</c>, or the name of a gateway in the alerting file.</param>
/// <param name="Address">The address or telephone number there.</param>
/// <param name="Hours">When, in OpenStreetMap's syntax for opening hours, in China's time; empty for always.</param>
/// <param name="IsChinese">Whether to be told in Chinese, otherwise in English.</param>
public sealed record OnCallEntry(long No, string Prefecture, string Department, string Cabinet, Severity Severity, int Place, string Name,
    string Channel, string Address, string Hours, bool IsChinese)
{
    /// <summary>The channel that every registry has a word for.</summary>
    public const string Mail = "mail";

    /// <summary>Whether it is for a cabinet.</summary>
    /// <param name="cabinet">The cabinet's topic.</param>
    /// <returns><c>true</c> when it is.</returns>
    public bool Covers(CabinetTopic cabinet) => Is(Prefecture, cabinet.Prefecture) && Is(Department, cabinet.Sector)
        && Is(Cabinet, cabinet.Cabinet);

    private static bool Is(string wanted, string value) => wanted.Length == 0 || wanted == value;
}
