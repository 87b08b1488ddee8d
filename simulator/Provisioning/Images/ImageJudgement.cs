using AedCabinet.Simulator.Boards;

namespace AedCabinet.Simulator.Provisioning.Images;

/// <summary>Is an image the cabinet's program, built with the packages that belong to the runtime?</summary>
/// <param name="pins">The versions that belong together.</param>
/// <param name="version">The version of the firmware here, four numbers.</param>
internal sealed class ImageJudgement(PinnedVersions pins, Version version)
{
    /// <summary>Finds everything that is wrong.</summary>
    /// <param name="image">The image.</param>
    /// <returns>What is wrong, in both languages.</returns>
    public IReadOnlyList<BilingualText> Of(DeploymentImage image)
    {
        List<BilingualText> problems = [];
        foreach (string name in new[] { DeploymentAssembly.Controller, DeploymentAssembly.Core })
        {
            if (image.Find(name) is not { } own)
            {
                problems.Add(new($"里面没有{name}：这不是机柜程序", $"holds no {name}: it is another program"));
            }
            else if (own.Version != version)
            {
                problems.Add(new(
                    $"{name}的版本是{own.Version}，这里的固件是{version}：请重新构建，或用构建它的那份源码",
                    $"{name} is version {own.Version}, and the firmware here is {version}: build it anew, or use the checkout it was "
                        + $"built from"));
            }
        }

        foreach ((string id, PinnedPackage package) in pins.Packages)
        {
            JudgePackage(image.Find(package.Assembly), id, package, problems);
        }

        string[] known = [DeploymentAssembly.Controller, DeploymentAssembly.Core,
            .. pins.Packages.Values.Select(package => package.Assembly)];
        foreach (DeploymentAssembly stranger in image.Assemblies.Where(assembly => !known.Contains(assembly.Name)))
        {
            problems.Add(new($"里面有{stranger.Name}，固件不用它：这是别的程序，或带着测试",
                $"holds {stranger.Name}, which the firmware does not use: it is another program, or brings its tests along"));
        }

        foreach (IGrouping<string, DeploymentAssembly> doubled in image.Assemblies.GroupBy(assembly => assembly.Name)
            .Where(group => group.Count() > 1))
        {
            problems.Add(new($"里面有{doubled.Count()}个{doubled.Key}", $"holds {doubled.Key} {doubled.Count()} times"));
        }

        return problems;
    }

    private static void JudgePackage(DeploymentAssembly? assembly, string id, PinnedPackage package, List<BilingualText> problems)
    {
        if (assembly is null)
        {
            problems.Add(new($"里面没有{package.Assembly}（{id} {package.Version}）", $"holds no {package.Assembly} ({id} {package.Version})"));
        }
        else if (assembly.Version != package.AssemblyVersion)
        {
            problems.Add(new(
                $"{assembly.Name}的版本是{assembly.Version}，应为{id} {package.Version}：先还原packages.config里的包，再构建",
                $"{assembly.Name} is version {assembly.Version} and not that of {id} {package.Version}: restore the packages of "
                    + $"packages.config and build it anew"));
        }
        else if (assembly.NativeChecksum != package.NativeChecksum)
        {
            problems.Add(new(
                $"{assembly.Name}要求运行环境的校验和为0x{assembly.NativeChecksum:X8}，firmware/versions.json选定的是{package.Native ?? "无"}：程序不会启动。"
                    + $"请换包的版本，或换运行环境的版本，并改versions.json",
                $"{assembly.Name} needs a runtime with the checksum 0x{assembly.NativeChecksum:X8}, and firmware/versions.json has "
                    + $"{package.Native ?? "none"}: the program would not start. Take another version of the package or of the runtime, "
                    + $"and change versions.json"));
        }
    }
}
