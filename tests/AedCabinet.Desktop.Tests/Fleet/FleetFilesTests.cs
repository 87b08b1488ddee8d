using AedCabinet.Simulator.Fleet;
using AedCabinet.Terminal;

namespace AedCabinet.Desktop.Tests.Fleet;

/// <summary>The files of a run's report.</summary>
[TestClass]
public sealed class FleetFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-fleet-files-");

    [TestMethod]
    public void A_check_leaves_no_file_and_an_old_one_as_it_is()
    {
        FileInfo file = At("report.json");

        FleetFiles.Check(file, "--report-json");
        Assert.IsEmpty(_folder.GetFileSystemInfos());

        File.WriteAllText(file.FullName, "old");
        FleetFiles.Check(file, "--report-json");
        Assert.AreEqual("old", File.ReadAllText(file.FullName));
    }

    [TestMethod]
    public void A_report_takes_the_old_one_s_place_and_leaves_nothing_beside_it()
    {
        FileInfo file = At("report.json");
        File.WriteAllText(file.FullName, new string('x', 1000));

        FleetFiles.Write(file, "--report-json", "new");

        Assert.AreEqual("new", File.ReadAllText(file.FullName));
        Assert.HasCount(1, _folder.GetFileSystemInfos());
    }

    [TestMethod]
    public void What_can_t_be_written_is_said_with_the_option_and_the_file()
    {
        FileInfo lost = At(Path.Combine("nowhere", "report.html"));
        foreach (FileInfo file in new[] { lost, new FileInfo(_folder.FullName) })
        {
            UserErrorException exception = Assert.ThrowsExactly<UserErrorException>(() => FleetFiles.Check(file, "--report-html"));
            Assert.StartsWith($"--report-html: {file.FullName} can't be written", exception.Message);
            Assert.AreEqual(UserErrorException.WrongInput, exception.ExitCode);
        }

        Assert.ThrowsExactly<UserErrorException>(() => FleetFiles.Write(lost, "--report-html", "x"));
    }

    [TestMethod]
    public void A_full_disk_is_said()
    {
        FileInfo full = new("/dev/full");
        if (!full.Exists)
        {
            Assert.Inconclusive("There is no /dev/full here.");
        }

        Assert.Contains("/dev/full can't be written",
            Assert.ThrowsExactly<UserErrorException>(() => FleetFiles.Write(full, "--report-json", "x")).Message);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private FileInfo At(string name) => new(Path.Combine(_folder.FullName, name));
}
