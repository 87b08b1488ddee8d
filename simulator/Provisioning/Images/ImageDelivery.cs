using System.Text.RegularExpressions;
using AedCabinet.Platform;
using AedCabinet.Simulator.Boards;

namespace AedCabinet.Simulator.Provisioning.Images;

/// <summary>Makes the folder that goes onto a technician's stick: the image, what is known of it, and the runtimes.</summary>
/// <param name="pins">The versions that belong together.</param>
/// <param name="boards">The boards there are.</param>
public sealed partial class ImageDelivery(PinnedVersions pins, IReadOnlyCollection<BoardTarget> boards)
{
    private readonly List<BilingualText> _problems = [];

    /// <summary>Gets what is wrong; with one problem nothing was written.</summary>
    public IReadOnlyList<BilingualText> Problems => _problems;

    /// <summary>Makes the folder.</summary>
    /// <param name="binary">The image as it was built.</param>
    /// <param name="targets">What the flash tool calls the boards it is for.</param>
    /// <param name="archive">A folder with the runtimes' archives, or <c>null</c>.</param>
    /// <param name="output">The folder to write to.</param>
    /// <returns>What is known of the image; <c>null</c> when something is wrong.</returns>
    public ImageManifest? Make(FileInfo binary, IReadOnlyList<string> targets, DirectoryInfo? archive, DirectoryInfo output)
    {
        byte[] bytes = File.ReadAllBytes(binary.FullName);
        if (DeploymentImage.Read(bytes, out BilingualText? why) is not { } image)
        {
            _problems.Add(new($"{binary.Name}{why!.Zh}。怎么构建：firmware/BUILD.zh.md",
                $"{binary.Name} {why.En}. How to build one: firmware/BUILD.md"));
            return null;
        }

        _problems.AddRange(new ImageJudgement(pins, System.Version.Parse(FirmwareVersion.Text + ".0")).Of(image));
        Dictionary<string, byte[]> archives = [];
        SortedDictionary<string, string> runtime = new(StringComparer.Ordinal);
        foreach (string target in targets.Distinct())
        {
            CheckSpace(target, bytes.Length);
            if (RuntimeOf(target, archive, archives) is { } version)
            {
                runtime[target] = version;
            }
        }

        if (_problems.Count > 0)
        {
            return null;
        }

        ImageManifest manifest = ImageManifest.Of(bytes, image, pins) with
        {
            Runtime = runtime,
            Archives = new(archives.ToDictionary(pair => pair.Key, pair => ImageManifest.Sha256Of(pair.Value)), StringComparer.Ordinal),
        };
        FirmwareFolder.Write(output.FullName, bytes, manifest, archives);
        return manifest;
    }

    private void CheckSpace(string target, int bytes)
    {
        foreach (BoardTarget board in boards.Where(board => board.Target == target && board.Deployment.Bytes < bytes))
        {
            _problems.Add(new($"镜像有{bytes}字节，{board.Board}只放得下{board.Deployment.Bytes}",
                $"the image has {bytes} bytes, and {board.Board} has room for {board.Deployment.Bytes}"));
        }
    }

    private string? RuntimeOf(string target, DirectoryInfo? archive, Dictionary<string, byte[]> archives)
    {
        if (!pins.Runtime.TryGetValue(target, out string? pinned))
        {
            _problems.Add(new($"没有target {target}；有：{string.Join("、", pins.Runtime.Keys)}",
                $"there is no target {target}; there are: {string.Join(", ", pins.Runtime.Keys)}"));
            return null;
        }

        string[] versions = archive is null
            ? []
            : [.. archive.EnumerateFiles($"{target}-*.zip").Select(file => Archive().Match(file.Name))
                .Where(match => match.Success && match.Groups["target"].Value == target).Select(match => match.Groups["version"].Value)
                .OrderBy(System.Version.Parse)];
        string? version = pinned ?? (versions.Length == 1 ? versions[0] : null);
        if (version is null)
        {
            string how = $"nanoff --updatearchive --platform esp32 --target {target} --archivepath DIR";
            _problems.Add(versions.Length > 1
                ? new($"{archive!.FullName}里有{target}的{versions.Length}个版本（{string.Join("、", versions)}）：只留一个",
                    $"{archive.FullName} has {versions.Length} versions of {target} ({string.Join(", ", versions)}): leave one there")
                : new($"{target}的运行环境没有选定版本。联网运行：{how}，然后用 --runtime DIR 指定",
                    $"the version of the runtime of {target} is not pinned. With a network run {how}, then name it with --runtime DIR"));
            return null;
        }

        string name = ImageManifest.ArchiveName(target, version);
        if (versions.Contains(version))
        {
            archives[name] = File.ReadAllBytes(Path.Combine(archive!.FullName, name));
        }
        else if (versions.Length > 0)
        {
            _problems.Add(new($"{archive!.FullName}里的{target}是{string.Join("、", versions)}，选定的是{version}",
                $"{archive.FullName} has {string.Join(", ", versions)} of {target}, and {version} is pinned"));
        }

        return version;
    }

    [GeneratedRegex(@"^(?<target>.+)-(?<version>\d+\.\d+\.\d+\.\d+)\.zip$")]
    private static partial Regex Archive();
}
