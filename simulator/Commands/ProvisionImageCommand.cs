using System.CommandLine;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Provisioning.Images;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Commands;

/// <summary><c>provision image</c>: makes an image known, so that nothing else is flashed.</summary>
public static class ProvisionImageCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Argument<FileInfo> image = new("BIN")
        {
            Description =
            "The deployment image as it was built: AedCabinet.Controller.bin (firmware/BUILD.md)."
        };
        Option<DirectoryInfo> output = new("--out")
        {
            Description =
            "The folder to make: aed-cabinet.bin, aed-cabinet.json, runtime/. The site's file names the first of them as \"firmware\".",
            HelpName = "DIR",
            Required = true
        };
        Option<DirectoryInfo> runtime = new("--runtime")
        {
            Description =
            "A folder with archives of the runtime, as nanoff --updatearchive makes it; technicians then need no network.",
            HelpName = "DIR"
        };
        Option<string[]> targets = new("--target")
        {
            Description =
            "What it is for, as nanoff --target has it; again for more. The boards for cabinets unless named.",
            HelpName = "TARGET"
        };
        Command command = new("image",
            "Checks a firmware image and writes down what it is. Exit code: 0 done, 2 it is not to be flashed.") { image, output,
                runtime, targets };
        command.SetAction(
            result => Make(result.GetValue(image)!, result.GetValue(targets) ?? [], result.GetValue(runtime), result.GetValue(output)!));
        return command;
    }

    private static int Make(FileInfo binary, string[] named, DirectoryInfo? runtime, DirectoryInfo output)
    {
        if (!binary.Exists || runtime is { Exists: false })
        {
            FileSystemInfo missing = binary.Exists ? runtime! : binary;
            throw new UserErrorException($"没有 There is no {missing.FullName}.", UserErrorException.WrongInput);
        }

        BoardTarget[] boards = [.. BoardTarget.LoadAll().Values];
        string[] targets = named.Length > 0 ? named : [.. boards.Where(board => !board.Memory.IsBenchOnly).Select(board => board.Target)];
        ImageDelivery delivery = new(PinnedVersions.Shipped, boards);
        try
        {
            if (delivery.Make(binary, targets, runtime, output) is { } manifest)
            {
                string runtimes = string.Join(", ", manifest.Runtime.Select(
                    pair =>
                        $"{pair.Key} {pair.Value}{(manifest.Archives.ContainsKey(ImageManifest.ArchiveName(pair.Key, pair.Value))
                            ? string.Empty : " (downloaded when flashed 刷写时下载)")}"));
                Console.Out.WriteLine($"固件 firmware {manifest.Version}, {manifest.Size} bytes, SHA-256 {manifest.Sha256}");
                Console.Out.WriteLine($"运行环境 runtime: {runtimes}; nanoff {manifest.FlashTool}");
                Console.Out.WriteLine($"在 in {output.FullName}");
                return 0;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(exception.Message, UserErrorException.Environment);
        }

        foreach (BilingualText problem in delivery.Problems)
        {
            Console.Error.WriteLine(problem.Zh + "。");
            Console.Error.WriteLine(problem.En + ".");
        }

        Console.Error.WriteLine("什么也没有写。 Nothing was written.");
        return UserErrorException.WrongInput;
    }
}
