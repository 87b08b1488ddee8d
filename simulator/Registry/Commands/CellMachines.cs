using System.Net;
using AedCabinet.Cell.Plan;
using AedCabinet.Contract;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary>The machines of a cell as the command line names them, <c>NAME=ADDRESS</c>.</summary>
internal static class CellMachines
{
    /// <summary>The name and the address.</summary>
    /// <param name="machine">What was given.</param>
    /// <returns>The parts.</returns>
    public static string[] Split(string machine) => machine.Split('=');

    /// <summary>What is wrong with them.</summary>
    /// <param name="machines">What was given.</param>
    /// <param name="name">The cell's name.</param>
    /// <returns>A sentence for each.</returns>
    public static IEnumerable<Wording> Problems(string[] machines, string name)
    {
        if (!IsName(name))
        {
            yield return new Wording($"--name：“{name}”不能作为单元名；请用小写字母、数字和连字符，最多32个。",
                $"--name: \"{name}\" is no name for a cell: use letters a-z, digits and hyphens, 32 at most.");
        }

        if (machines.Length != CellPlan.Machines)
        {
            yield return new Wording(
                $"--machine：单元有{CellPlan.Machines}台机器，给出了{machines.Length}台：有三台时，一台失效，其余两台仍能达成一致。",
                $"--machine: a cell has {CellPlan.Machines} machines, {machines.Length} are given: with three, one may die and the "
                    + "other two still agree.");
        }

        string[][] parts = [.. machines.Select(Split)];
        foreach (string[] machine in parts)
        {
            if (machine.Length != 2 || !IsName(machine[0]) || Uri.CheckHostName(machine[1]) == UriHostNameType.Unknown)
            {
                string text = string.Join('=', machine);
                yield return new Wording($"--machine：“{text}”不是NAME=ADDRESS，例如n1=192.0.2.11（名称用小写字母、数字和连字符，地址不带端口）。",
                    $"--machine: \"{text}\" is not NAME=ADDRESS, for example n1=192.0.2.11: a name of letters a-z, digits and hyphens, an "
                        + "address without a port.");
            }
            else if (IsNobodys(machine[1]))
            {
                yield return new Wording($"--machine：“{machine[1]}”只在本机有效，其他机器连不上；请用单元内部网络的地址。",
                    $"--machine: the other machines can't reach \"{machine[1]}\": use the address in the cell's own network.");
            }
        }

        foreach (int place in new[] { 0, 1 })
        {
            foreach (IGrouping<string, string[]> twice in parts.Where(machine => machine.Length == 2).GroupBy(machine => machine[place])
                .Where(group => group.Count() > 1))
            {
                yield return new Wording($"--machine：“{twice.Key}”出现了两次；每台机器有自己的名称和地址。",
                    $"--machine: \"{twice.Key}\" stands twice; each machine has a name and an address of its own.");
            }
        }
    }

    /// <summary>What is wrong with the addresses under which people open the pages.</summary>
    /// <param name="origins">What was given.</param>
    /// <returns>A sentence for each.</returns>
    public static IEnumerable<Wording> OriginProblems(string[] origins) =>
        from text in origins
        where !Uri.TryCreate(text, UriKind.Absolute, out Uri? origin) || origin.Scheme != Uri.UriSchemeHttps
            || origin.GetLeftPart(UriPartial.Authority) != text
        select new Wording($"--page-origin：“{text}”不是https://HOST；请不要带路径。",
            $"--page-origin: \"{text}\" is not https://HOST; leave a path out.");

    /// <summary>What is wrong with the two ends of a bridge.</summary>
    /// <param name="from">The earlier broker, as given.</param>
    /// <param name="to">The cell, as given.</param>
    /// <returns>A sentence for each.</returns>
    public static IEnumerable<Wording> BridgeProblems(string? from, string? to)
    {
        if (from is null && to is not null)
        {
            yield return new Wording("--bridge-to与--bridge-from一起使用：请加上它，或去掉--bridge-to。",
                "--bridge-to goes with --bridge-from: add that, or leave --bridge-to out.");
        }

        foreach ((string option, string? text) in new[] { ("--bridge-from", from), ("--bridge-to", to) })
        {
            if (text is not null && !BrokerAddress.TryParse(text, out _))
            {
                yield return new Wording($"{option}：“{text}”不是HOST:PORT，例如broker.example:8883。",
                    $"{option}: \"{text}\" is not HOST:PORT, for example broker.example:8883.");
            }
        }
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 32 && text.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-') && text[0] != '-';

    private static bool IsNobodys(string address) => address == "localhost" || (IPAddress.TryParse(address, out IPAddress? ip)
        && (IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
}
