using System.Text.Json.Nodes;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Platform;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Provisioning.Images;

namespace AedCabinet.Desktop.Tests.Provisioning.Images;

/// <summary>
/// <c>provision image</c>: what is written down of an image is what is in it, and what is not to be flashed gets no manifest.
/// </summary>
[TestClass]
public sealed class ImageDeliveryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-image-");

    [TestMethod]
    public void The_manifest_says_version_targets_packages_runtimes_size_and_digest()
    {
        byte[] image = TestImage.Make();

        TestImage.Deliver(At("firmware"), image);

        JsonNode manifest = JsonNode.Parse(File.ReadAllText(At("firmware", "aed-cabinet.json")))!;
        Assert.AreEqual(FirmwareVersion.Text + ".0", manifest["version"]!.GetValue<string>());
        Assert.AreEqual(image.Length, manifest["size"]!.GetValue<int>());
        Assert.AreEqual(ImageManifest.Sha256Of(image), manifest["sha256"]!.GetValue<string>());
        Assert.AreEqual(TestImage.ArchivedRuntime, manifest["runtime"]!["ESP32_S3_QUAD"]!.GetValue<string>());
        Assert.AreEqual("1.17.0.339", manifest["runtime"]!["ESP32_PSRAM_REV3"]!.GetValue<string>());
        Assert.AreEqual("1.11.60", manifest["packages"]!["nanoFramework.System.Net"]!.GetValue<string>());
        Assert.AreEqual("0x8EFB9944", manifest["native"]!["System.Net"]!.GetValue<string>());
        Assert.AreEqual("2.5.162", manifest["flashTool"]!.GetValue<string>());
        CollectionAssert.AreEqual(image, File.ReadAllBytes(At("firmware", "aed-cabinet.bin")));
        Assert.IsTrue(File.Exists(At("firmware", "runtime", TestImage.Archive)));
        Assert.IsEmpty(new FirmwareFolder(At("firmware")).Check());
    }

    [TestMethod]
    [DataRow(true, "ESP32_S3_QUAD", "has 2 versions of ESP32_S3_QUAD (1.17.0.351, 1.17.0.360): leave one there", "只留一个",
        "ESP32_S3_QUAD-1.17.0.351.zip", "ESP32_S3_QUAD-1.17.0.360.zip")]
    [DataRow(true, "ESP32_PSRAM_REV3", "has 1.17.0.400 of ESP32_PSRAM_REV3, and 1.17.0.339 is pinned", "选定的是1.17.0.339",
        "ESP32_PSRAM_REV3-1.17.0.400.zip")]
    [DataRow(false, "ESP32_S3_QUAD", "is not pinned. With a network run nanoff --updatearchive --platform esp32 --target ESP32_S3_QUAD",
        "没有选定版本")]
    [DataRow(false, "ESP32_S3_OCTAL", "there is no target ESP32_S3_OCTAL; there are: ", "没有target")]
    public void A_runtime_that_is_not_the_one_is_refused_and_nothing_is_written(bool hasArchive, string target, string english,
        string chinese, params string[] archives)
    {
        File.WriteAllBytes(At("built.bin"), TestImage.Make());
        DirectoryInfo runtimes = Directory.CreateDirectory(At("runtimes"));
        foreach (string archive in archives)
        {
            File.WriteAllText(At("runtimes", archive), "a runtime");
        }

        ImageDelivery delivery = new(PinnedVersions.Shipped, [.. BoardTarget.LoadAll().Values]);
        ImageManifest? manifest = delivery.Make(new FileInfo(At("built.bin")), [target], hasArchive ? runtimes : null,
            new DirectoryInfo(At("firmware")));

        Assert.IsNull(manifest);
        BilingualText problem = delivery.Problems.Single();
        Assert.Contains(english, problem.En);
        Assert.Contains(chinese, problem.Zh);
        Assert.IsFalse(Directory.Exists(At("firmware")));
    }

    [TestMethod]
    public void An_image_that_does_not_fit_into_the_board_is_refused()
    {
        File.WriteAllBytes(At("built.bin"), TestImage.Make());
        BoardTarget small = BoardTarget.LoadAll()["esp32-wrover"] with { Deployment = new("0x1E0000", 1000) };

        ImageDelivery delivery = new(PinnedVersions.Shipped, [small]);

        Assert.IsNull(delivery.Make(new FileInfo(At("built.bin")), [small.Target], null, new DirectoryInfo(At("firmware"))));
        Assert.Contains("esp32-wrover has room for 1000", delivery.Problems.Single().En);
    }

    [TestMethod]
    public void The_command_refuses_random_bytes_in_both_languages_and_takes_a_sound_image()
    {
        File.WriteAllText(At("noise.bin"), "firmware");
        (int code, string output) = Run("noise.bin");

        Assert.AreEqual(2, code, output);
        Assert.Contains(
            "noise.bin is no deployment image of nanoFramework: it does not begin with NFMRK1. How to build one: firmware/BUILD.md",
            output);
        Assert.Contains("noise.bin不是nanoFramework的部署镜像", output);

        File.WriteAllBytes(At("built.bin"), TestImage.Make());
        (code, output) = Run("built.bin");

        Assert.AreEqual(0, code, output);
        Assert.Contains($"firmware {FirmwareVersion.Text}.0, ", output);
        Assert.Contains("ESP32_PSRAM_REV3 1.17.0.339 (downloaded when flashed", output);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private (int Code, string Output) Run(string file)
    {
        using SimulatorProcess process = new("provision", "image", At(file), "--target", "ESP32_PSRAM_REV3", "--out", At("firmware"));
        return (process.AwaitExit(), process.Output);
    }

    private string At(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);
}
