using AedCabinet.Handover;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Provisioning.Images;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Checks the firmware beside the cabinets' folders: only a known image may be flashed.</summary>
/// <param name="output">The folder with all folders.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class FirmwareCheck(DirectoryInfo output, List<BundleProblem> problems)
{
    private ImageManifest? _manifest;

    /// <summary>Checks image, manifest and runtimes.</summary>
    public void Run()
    {
        string path = Path.Combine(output.FullName, CabinetIds.FirmwareFolder);
        if (!File.Exists(Path.Combine(path, ImageManifest.ImageName)) && !File.Exists(Path.Combine(path, ImageManifest.FileName)))
        {
            Add(ImageManifest.ImageName, new("没有固件", "is not there"),
                new("用provision image生成，或在站点文件里用firmware指明",
                    "make it with \"provision image\", or name it as \"firmware\" in the site's file"), true);
            return;
        }

        FirmwareFolder folder = new(path);
        foreach ((string file, BilingualText why) in folder.Check())
        {
            // The folder's check gives problem and remedy as one text.
            int part = why.En.LastIndexOf("; ", StringComparison.Ordinal);
            int half = why.Zh.LastIndexOf('。');
            Add(file, new(why.Zh[..half], why.En[..part]), new(why.Zh[(half + 1)..], why.En[(part + 2)..]));
        }

        _manifest = folder.Manifest;
    }

    /// <summary>Checks that the image is for a cabinet's board.</summary>
    /// <param name="cabinet">The cabinet's folder.</param>
    /// <param name="board">Its board; <c>null</c> when that is wrong already.</param>
    public void CheckBoard(string cabinet, BoardTarget? board)
    {
        if (_manifest is not null && board is not null && !_manifest.Runtime.ContainsKey(board.Target))
        {
            Add(ImageManifest.FileName, new($"供{string.Join("、", _manifest.Runtime.Keys)}用，不供{cabinet}的控制板{board.Target}用",
                $"is for {string.Join(", ", _manifest.Runtime.Keys)} and not for {board.Target}, the board of {cabinet}"),
                new($"用provision image --target {board.Target}重新生成", $"make it anew with \"provision image --target {board.Target}\""));
        }
    }

    private void Add(string file, Wording what, Wording remedy, bool isHint = false) =>
        problems.Add(new($"{CabinetIds.FirmwareFolder}/{file}", what, remedy, isHint));
}
