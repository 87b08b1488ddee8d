using System.Text;
using AedCabinet.Simulator.Boards;

namespace AedCabinet.Simulator.Provisioning.Images;

/// <summary>What a deployment image holds: assemblies one after the other, each beginning at a multiple of four bytes.</summary>
/// <param name="Assemblies">The assemblies in their order.</param>
public sealed record DeploymentImage(IReadOnlyList<DeploymentAssembly> Assemblies)
{
    private const int Alignment = 4;
    private const string NewerMarker = "NFMRK2";

    // Other files that people give by mistake, known by their first bytes.
    private static readonly (byte[] Start, BilingualText What)[] s_others =
    [
        ([.. "MZ"u8], new("是.NET的.dll或.exe，不是它旁边的.bin", "is a .dll or .exe of .NET, not the .bin beside it")),
        ([.. "PK"u8], new("是压缩包，请先解压", "is an archive; unpack it first")),
        ([0xE9], new("是运行环境（nanoCLR）的镜像，不是机柜程序", "is an image of the runtime (nanoCLR), not of the program")),
        ([.. "\u007fELF"u8], new("是运行环境的构建结果，不是机柜程序", "is a build of the runtime, not of the program")),
        ([.. Encoding.ASCII.GetBytes(NewerMarker)], new("是给nanoFramework 2.x的，机柜用1.x", "is for nanoFramework 2.x, and cabinets run 1.x")),
    ];

    /// <summary>Gets the version of the program; <c>null</c> when the image holds another program.</summary>
    public Version? Version => Find(DeploymentAssembly.Controller)?.Version;

    /// <summary>Reads an image and checks every check sum in it.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="problem">Why it is none, in both languages; <c>null</c> when it is one.</param>
    /// <returns>The image, or <c>null</c>.</returns>
    public static DeploymentImage? Read(ReadOnlySpan<byte> bytes, out BilingualText? problem)
    {
        List<DeploymentAssembly> assemblies = [];
        problem = bytes.IsEmpty ? new BilingualText("是空的", "is empty") : null;
        int at = 0;
        while (problem is null && at < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes[at..];
            ImageHeader header = new(rest);
            problem = WhyDamaged(header, rest, at, assemblies);
            if (problem is null)
            {
                assemblies.Add(header.Read());
                at += ((int)header.TotalBytes + Alignment - 1) / Alignment * Alignment;
            }
        }

        return problem is null ? new DeploymentImage(assemblies) : null;
    }

    /// <summary>The assembly with a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The assembly, or <c>null</c>.</returns>
    public DeploymentAssembly? Find(string name) => Assemblies.FirstOrDefault(assembly => assembly.Name == name);

    private static BilingualText? WhyDamaged(ImageHeader header, ReadOnlySpan<byte> rest, int at, List<DeploymentAssembly> before)
    {
        byte[] marker = Encoding.ASCII.GetBytes(ImageHeader.Marker);
        if (!rest.StartsWith(marker))
        {
            return before.Count == 0 ? WhatElse(rest) : Damaged(at, before);
        }

        return rest.Length < ImageHeader.Length || !header.IsWhole || header.TotalBytes < ImageHeader.Length
            || header.TotalBytes > rest.Length || !header.HasWholeBody
            ? Damaged(at, before)
            : null;
    }

    private static BilingualText WhatElse(ReadOnlySpan<byte> bytes)
    {
        foreach ((byte[] start, BilingualText what) in s_others)
        {
            if (bytes.StartsWith(start))
            {
                return what;
            }
        }

        return new("不是nanoFramework的部署镜像：开头不是NFMRK1", "is no deployment image of nanoFramework: it does not begin with NFMRK1");
    }

    private static BilingualText Damaged(int at, List<DeploymentAssembly> before)
    {
        string after = before.Count == 0 ? string.Empty : before[^1].Name;
        return new(
            $"已损坏或不完整：从第{at}字节起校验不对{(after.Length > 0 ? $"（在{after}之后）" : string.Empty)}",
            $"is damaged or cut: from byte {at} on{(after.Length > 0 ? $", after {after}," : string.Empty)} its check sums are wrong");
    }
}
