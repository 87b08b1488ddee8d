using System.Text;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Provisioning.Images;

namespace AedCabinet.Desktop.Tests.Provisioning.Images;

/// <summary>What an image is, it says itself: names, versions and check sums are read out of it.</summary>
[TestClass]
public class DeploymentImageTests
{
    [TestMethod]
    public void The_check_sum_is_the_platform_s()
    {
        // CRC-32/MPEG-2 without its initial ones; 0x89A1897F is the published value of "123456789" for CRC-32/CKSUM before length and
        // inversion.
        Assert.AreEqual(0x89A1897Fu, NanoCrc32.Of("123456789"u8));
        Assert.AreEqual(0u, NanoCrc32.Of([]));
    }

    [TestMethod]
    public void Every_assembly_is_read_with_its_version_and_the_checksum_it_needs()
    {
        DeploymentImage image = DeploymentImage.Read(TestImage.Make(), out BilingualText? problem)!;

        Assert.IsNull(problem);
        CollectionAssert.AreEqual(TestImage.Sound, image.Assemblies.ToArray());
        Assert.AreEqual(TestImage.Firmware, image.Version);
        Assert.IsEmpty(Judge(image));
    }

    [TestMethod]
    public void No_byte_can_be_changed_without_its_being_noticed()
    {
        byte[] sound = TestImage.Make();
        for (int at = 0; at < sound.Length; at++)
        {
            byte[] spoilt = [.. sound];
            spoilt[at] ^= 0x10;
            Assert.IsNull(DeploymentImage.Read(spoilt, out _), $"byte {at}");
        }
    }

    [TestMethod]
    public void Cut_anywhere_it_is_refused()
    {
        byte[] sound = TestImage.Make();
        for (int length = 0; length < sound.Length; length++)
        {
            // An image cut between two assemblies is still an image, but not the cabinet's.
            DeploymentImage? image = DeploymentImage.Read(sound.AsSpan(0, length), out _);
            Assert.IsTrue(image is null || Judge(image).Length > 0, $"{length} bytes");
        }
    }

    [TestMethod]
    public void Random_bytes_are_no_image()
    {
        int seed = System.Environment.TickCount;
        byte[] noise = new byte[4096];
        new Random(seed).NextBytes(noise);

        Assert.IsNull(DeploymentImage.Read(noise, out BilingualText? problem), $"seed {seed}");
        Assert.IsNotNull(problem);
        "NFMRK1\0\0"u8.CopyTo(noise);
        Assert.IsNull(DeploymentImage.Read(noise, out problem), $"seed {seed}");
        Assert.Contains("from byte 0 on its check sums are wrong", problem!.En);
    }

    [TestMethod]
    [DataRow("", "is empty", "是空的")]
    [DataRow("firmware", "does not begin with NFMRK1", "开头不是NFMRK1")]
    [DataRow("MZ\u0090", "is a .dll or .exe of .NET", ".dll或.exe")]
    [DataRow("PK\u0003\u0004", "is an archive", "压缩包")]
    [DataRow("NFMRK2\0\0", "is for nanoFramework 2.x", "nanoFramework 2.x")]
    [DataRow("\u00e9\u0005", "is an image of the runtime", "运行环境")]
    public void Another_kind_of_file_is_told_for_what_it_is_in_both_languages(string content, string english, string chinese)
    {
        Assert.IsNull(DeploymentImage.Read(Encoding.Latin1.GetBytes(content), out BilingualText? problem));

        Assert.Contains(english, problem!.En);
        Assert.Contains(chinese, problem.Zh);
    }

    [TestMethod]
    public void What_is_appended_is_noticed_with_its_place()
    {
        byte[] sound = TestImage.Make();

        Assert.IsNull(DeploymentImage.Read([.. sound, 0, 0, 0, 0], out BilingualText? problem));
        Assert.Contains($"from byte {sound.Length} on, after AedCabinet.Core,", problem!.En);
    }

    [TestMethod]
    [DataRow("another program", "holds no AedCabinet.Controller: it is another program")]
    [DataRow("an older core", "AedCabinet.Core is version 0.0.9.0, and the firmware here is")]
    [DataRow("an older package", "System.Net is version 1.11.47.0 and not that of nanoFramework.System.Net 1.11.60")]
    [DataRow("another native part",
        "System.Net needs a runtime with the checksum 0x6DFA71D6, and firmware/versions.json has 0x8EFB9944: the program would not start")]
    [DataRow("a package too few", "holds no nanoFramework.Json (nanoFramework.Json 2.2.213)")]
    [DataRow("its tests", "holds NFUnitTest, which the firmware does not use")]
    [DataRow("twice the same", "holds mscorlib 2 times")]
    public void An_image_that_is_not_the_cabinet_s_or_whose_parts_do_not_belong_together_is_refused(string what, string expected)
    {
        byte[] bytes = TestImage.Make(assemblies =>
        {
            void Change(string name, Func<DeploymentAssembly, DeploymentAssembly> change)
            {
                int index = assemblies.FindIndex(assembly => assembly.Name == name);
                assemblies[index] = change(assemblies[index]);
            }

            switch (what)
            {
                case "another program": assemblies.RemoveAll(assembly => assembly.Name == DeploymentAssembly.Controller); break;
                case "an older core": Change(DeploymentAssembly.Core, core => core with { Version = new Version(0, 0, 9, 0) }); break;
                case "an older package": Change("System.Net", net => net with { Version = new Version(1, 11, 47, 0) }); break;
                case "another native part": Change("System.Net", net => net with { NativeChecksum = 0x6DFA71D6 }); break;
                case "a package too few": assemblies.RemoveAll(assembly => assembly.Name == "nanoFramework.Json"); break;
                case "its tests": assemblies.Add(new DeploymentAssembly("NFUnitTest", new Version(1, 0, 0, 0), 0)); break;
                default: assemblies.Add(assemblies.Single(assembly => assembly.Name == "mscorlib")); break;
            }
        });

        string[] problems = Judge(DeploymentImage.Read(bytes, out _)!);

        Assert.HasCount(1, problems, string.Join("; ", problems));
        Assert.StartsWith(expected, problems[0]);
    }

    private static string[] Judge(DeploymentImage image) =>
        [.. new ImageJudgement(PinnedVersions.Shipped, TestImage.Firmware).Of(image).Select(problem => problem.En)];
}
