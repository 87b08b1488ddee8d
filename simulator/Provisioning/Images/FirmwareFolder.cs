using AedCabinet.Handover;
using AedCabinet.Simulator.Boards;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning.Images;

/// <summary>
/// A folder with an image, its manifest and the runtimes that it is flashed with. Everything in it is held to the manifest.
/// </summary>
/// <param name="folder">The folder.</param>
internal sealed class FirmwareFolder(string folder)
{
    private const string RemedyZh = "用 provision image 重新生成";
    private const string RemedyEn = "make both anew with \"provision image\" (firmware/BUILD.md)";

    /// <summary>Gets the manifest once checked; <c>null</c> when the folder is not to be used.</summary>
    public ImageManifest? Manifest { get; private set; }

    /// <summary>
    /// Writes such a folder. The old manifest is deleted first and the new one written last: an interrupted run leaves nothing to flash.
    /// </summary>
    /// <param name="output">The folder.</param>
    /// <param name="image">The image.</param>
    /// <param name="manifest">What is known of it.</param>
    /// <param name="archives">The runtimes' archives by name.</param>
    public static void Write(string output, byte[] image, ImageManifest manifest, IReadOnlyDictionary<string, byte[]> archives)
    {
        string runtimes = Path.Combine(output, ImageManifest.ArchiveFolder);
        OwnerOnly.CreateFolder(output);
        File.Delete(Path.Combine(output, ImageManifest.FileName));
        if (archives.Count > 0)
        {
            OwnerOnly.CreateFolder(runtimes);
        }

        foreach ((string name, byte[] content) in archives)
        {
            OwnerOnly.Replace(Path.Combine(runtimes, name), content);
        }

        OwnerOnly.Replace(Path.Combine(output, ImageManifest.ImageName), image);
        OwnerOnly.Replace(Path.Combine(output, ImageManifest.FileName), manifest.Write());
    }

    /// <summary>Copies the folder.</summary>
    /// <param name="output">Where to.</param>
    /// <exception cref="UserErrorException">It was changed since it was found sound.</exception>
    public void CopyTo(string output)
    {
        if (Check().Count > 0)
        {
            throw new UserErrorException($"{folder} was changed meanwhile; run the same command again.", UserErrorException.Environment);
        }

        byte[] image = File.ReadAllBytes(Path.Combine(folder, ImageManifest.ImageName));
        Write(output, image, Manifest!, Manifest!.Archives.Keys.ToDictionary(name => name,
            name => File.ReadAllBytes(Path.Combine(folder, ImageManifest.ArchiveFolder, name))));
    }

    /// <summary>Checks all of it.</summary>
    /// <returns>What is wrong: the file, and why in both languages with what to do.</returns>
    public IReadOnlyList<(string File, BilingualText Why)> Check()
    {
        List<(string, BilingualText)> problems = [];
        if (ReadManifest(problems) is { } manifest)
        {
            CheckImage(manifest, problems);
            CheckArchives(manifest, problems);
            Manifest = problems.Count == 0 ? manifest : null;
        }

        return problems;
    }

    private static BilingualText Anew(string zh, string en) => new($"{zh}。{RemedyZh}", $"{en}; {RemedyEn}");

    private ImageManifest? ReadManifest(List<(string File, BilingualText Why)> problems)
    {
        string file = Path.Combine(folder, ImageManifest.FileName);
        if (!File.Exists(file))
        {
            problems.Add((ImageManifest.FileName, Anew("没有它，就不知道镜像是什么", "is missing, so nobody knows what the image is")));
            return null;
        }

        ImageManifest? manifest = ImageManifest.Read(File.ReadAllBytes(file));
        if (manifest is null || manifest.Image != ImageManifest.ImageName
            || !manifest.Write().AsSpan().SequenceEqual(File.ReadAllBytes(file)))
        {
            problems.Add((ImageManifest.FileName, Anew("已损坏，或有人改过", "is damaged or was changed by hand")));
            return null;
        }

        return manifest;
    }

    private void CheckImage(ImageManifest manifest, List<(string File, BilingualText Why)> problems)
    {
        string file = Path.Combine(folder, ImageManifest.ImageName);
        if (!File.Exists(file))
        {
            problems.Add((ImageManifest.ImageName, Anew("没有这个文件", "is missing")));
            return;
        }

        byte[] bytes = File.ReadAllBytes(file);
        if (DeploymentImage.Read(bytes, out BilingualText? why) is not { } image)
        {
            problems.Add((ImageManifest.ImageName, Anew(why!.Zh, why.En)));
        }
        else if (bytes.Length != manifest.Size || ImageManifest.Sha256Of(bytes) != manifest.Sha256)
        {
            string version = image.Version?.ToString() ?? "–";
            problems.Add((ImageManifest.ImageName, Anew(
                $"不是{ImageManifest.FileName}所说的{manifest.Version}镜像（它是{version}，SHA-256不同）",
                $"is not the image {manifest.Version} of {ImageManifest.FileName} (it is {version}, with another SHA-256)")));
        }
        else if (!manifest.Fits(image))
        {
            problems.Add((ImageManifest.FileName, Anew("写的版本不是镜像里的", "names versions that are not those in the image")));
        }
    }

    private void CheckArchives(ImageManifest manifest, List<(string File, BilingualText Why)> problems)
    {
        foreach ((string name, string sha) in manifest.Archives)
        {
            string file = Path.Combine(folder, ImageManifest.ArchiveFolder, name);
            if (!File.Exists(file))
            {
                problems.Add(($"{ImageManifest.ArchiveFolder}/{name}", Anew("没有这个运行环境", "is missing: the runtime of a board")));
            }
            else if (ImageManifest.Sha256Of(File.ReadAllBytes(file)) != sha)
            {
                problems.Add(($"{ImageManifest.ArchiveFolder}/{name}",
                    Anew("不是清单里的运行环境（SHA-256不同）", "is not the runtime of the manifest (another SHA-256)")));
            }
        }
    }
}
