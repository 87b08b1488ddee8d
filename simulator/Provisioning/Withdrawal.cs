using AedCabinet.Handover;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>
/// Takes from a cabinet that is gone, or whose board was stolen, what it was given: its account and permissions at the broker, its key, its
/// folder.
/// </summary>
/// <param name="output">The folder with the cabinets' folders.</param>
/// <param name="today">The day.</param>
public sealed class Withdrawal(DirectoryInfo output, DateOnly today)
{
    /// <summary>Withdraws cabinets, all of them or none.</summary>
    /// <param name="ids">Their ids.</param>
    /// <exception cref="UserErrorException">There is no such cabinet, or the folder can't be written.</exception>
    public void Run(IReadOnlyCollection<string> ids)
    {
        if (!Directory.Exists(Path.Combine(output.FullName, CabinetIds.RegistryFolder)))
        {
            throw new UserErrorException(
                $"{output.FullName} has no folder \"{CabinetIds.RegistryFolder}\"; name the --out of \"provision\". "
                    + $"{output.FullName}里没有“{CabinetIds.RegistryFolder}”文件夹；请给出provision的--out。", UserErrorException.WrongInput);
        }

        try
        {
            using FileStream only = OutputLock.Take(output.FullName);
            BundleFolder.Recover(output.FullName);
            RegistryFiles registry = RegistryFiles.Load(output.FullName);
            Check(ids, registry);
            foreach (string id in ids.Where(registry.Entries.ContainsKey))
            {
                registry.Withdraw(id, today);
            }

            // Access is removed first. If the run is interrupted here, only a folder is left, and the same command removes it.
            registry.Save(CabinetSecrets.CreatePassword, null);
            foreach (string id in ids)
            {
                BundleFolder folder = new(output.FullName, id);
                if (folder.Exists)
                {
                    Directory.Delete(folder.FullName, true);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{exception.Message} Mend this and run the same command again. 请处理后重新运行同一命令。",
                UserErrorException.Environment);
        }
    }

    private static void Check(IEnumerable<string> ids, RegistryFiles registry)
    {
        foreach (string id in ids.Where(id => !registry.Entries.ContainsKey(id) && !registry.WithdrawnCabinets.ContainsKey(id)))
        {
            string near = Nearest.Of(id, registry.Entries.Keys) is { } word ? $" Did you mean {word}? 是不是{word}？" : string.Empty;
            throw new UserErrorException($"There is no cabinet {id} here; nothing was withdrawn. 这里没有机柜{id}；什么也没有撤销。{near}",
                UserErrorException.WrongInput);
        }
    }
}
