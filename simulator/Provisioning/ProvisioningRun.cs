using System.Globalization;
using AedCabinet.Handover;
using AedCabinet.Simulator.Provisioning.Images;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>
/// Carries an order out: a folder for each cabinet, the registry's files, the sheets of labels. What is there stays, unless it is forced.
/// </summary>
/// <param name="order">The order.</param>
/// <param name="options">How.</param>
/// <param name="now">The time.</param>
public sealed class ProvisioningRun(ProvisioningOrder order, ProvisioningOptions options, DateTimeOffset now)
{
    // A boot takes longer than a second. So a number that counts the seconds is above every boot there can have been, also
    // when the folder of the last time is long gone.
    private static readonly DateTimeOffset s_firstSecond = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Step by which the number is raised when this computer's clock is behind.
    private const int BootStep = 100_000;

    private readonly string _output = options.Output.FullName;
    private readonly List<string> _differing = [];
    private readonly List<string> _damaged = [];
    private readonly List<string> _withdrawn = [];
    private int _made;
    private int _kept;

    /// <summary>The least number a first boot can have that is provisioned at a time.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The number.</returns>
    public static int FirstBootAt(DateTimeOffset time) => (int)(time - s_firstSecond).TotalSeconds;

    /// <summary>Carries it out.</summary>
    /// <param name="tell">Told how many cabinets are done.</param>
    /// <param name="stop">Cancelled by Ctrl-C: what is done stays, and the next run goes on.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="UserErrorException">The folder can't be written.</exception>
    public ProvisioningOutcome Execute(Action<int> tell, CancellationToken stop)
    {
        try
        {
            OwnerOnly.CreateFolder(_output);
            using FileStream only = OutputLock.Take(_output);
            BundleFolder.Recover(_output);
            RegistryFiles registry = RegistryFiles.Load(_output);
            List<string> labels = [];
            foreach (CabinetPlan cabinet in order.Cabinets)
            {
                if (stop.IsCancellationRequested)
                {
                    break;
                }

                Provision(cabinet, registry);
                labels.Add(new CabinetLabel(LabelText.Of(cabinet.Settings, order.Site.PageAddress), order.Site.LabelWords).ToSvg());
                tell(labels.Count);
            }

            // Also after an interruption: a folder is useless while the broker doesn't know its password.
            registry.Save(CabinetSecrets.CreatePassword, cabinets => BrokerConfiguration.Make(order.Site, cabinets));
            bool isComplete = labels.Count == order.Cabinets.Count;
            if (isComplete)
            {
                WriteCommonFiles(labels);
            }

            return new ProvisioningOutcome(_made, _kept, _differing, _damaged, _withdrawn, isComplete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{exception.Message} What is done stays; mend this and run the same command again.",
                UserErrorException.Environment);
        }
    }

    private void Provision(CabinetPlan cabinet, RegistryFiles registry)
    {
        BundleFolder folder = new(_output, cabinet.Id);
        WithdrawnCabinet? gone = registry.WithdrawnCabinets.GetValueOrDefault(cabinet.Id);
        if (gone is not null && !options.IsForced)
        {
            _withdrawn.Add(string.Create(CultureInfo.InvariantCulture, $"{cabinet.Id} ({gone.Day:yyyy-MM-dd})"));
            return;
        }

        ProvisionedCabinet? last = gone is null ? folder.Read() : null;
        RegistryEntry? known = registry.Entries.GetValueOrDefault(cabinet.Id);
        if (folder.Exists && !options.IsForced)
        {
            Keep(cabinet, folder, last, known, registry);
            return;
        }

        // A technician may have taken the folder away; the registry still has the key, and the cabinet uses it.
        CabinetSecrets fresh = CabinetSecrets.Create();
        CabinetSecrets secrets = options.HasNewKeys ? fresh : last?.Secrets ?? (known is null ? fresh : fresh with { Key = known.Key });
        int lastBoot = Math.Max(Math.Max(last?.FirstBoot ?? 0, known?.FirstBoot ?? 0), gone?.FirstBoot ?? 0);
        int firstBoot = Math.Max(FirstBootAt(now), lastBoot == 0 ? 1 : lastBoot + BootStep);
        folder.Write(BundleFiles.Make(cabinet, order.Site, secrets, firstBoot));
        registry.Put(cabinet.Id, new RegistryEntry(cabinet.Topic, secrets.Key, firstBoot), secrets.Password);
        _made++;
    }

    private void Keep(CabinetPlan cabinet, BundleFolder folder, ProvisionedCabinet? last, RegistryEntry? known, RegistryFiles registry)
    {
        if (last is null)
        {
            _damaged.Add(cabinet.Id);
            return;
        }

        if (known is not null && known.FirstBoot > last.FirstBoot)
        {
            _differing.Add($"{cabinet.Id} (older than what the registry has)");
            return;
        }

        IReadOnlyList<string> names = folder.Differing(BundleFiles.Make(cabinet, order.Site, last.Secrets, last.FirstBoot));
        if (names.Count == 0)
        {
            _kept++;
        }
        else
        {
            _differing.Add($"{cabinet.Id} ({string.Join(", ", names)})");
        }

        // A cabinet whose folder is not made again keeps its old topics.
        registry.Put(cabinet.Id, new RegistryEntry(last.Topic, last.Secrets.Key, last.FirstBoot), last.Secrets.Password);
    }

    private void WriteCommonFiles(List<string> labels)
    {
        foreach ((string name, byte[] content) in LabelSheets.Make(labels))
        {
            OwnerOnly.Replace(Path.Combine(_output, name), content);
        }

        OwnerOnly.Replace(Path.Combine(_output, SignSheets.FileName), SignSheets.Make(order.Site.LabelWords));
        if (order.Site.LabelTexts is { } texts)
        {
            OwnerOnly.Replace(Path.Combine(_output, LabelWords.FileName), File.ReadAllBytes(texts.FullName));
        }

        // Keeps the secrets out of a repository, should the folder be in one.
        OwnerOnly.Replace(Path.Combine(_output, ".gitignore"), "*\n"u8.ToArray());
        if (order.Site.Firmware is not null)
        {
            new FirmwareFolder(order.Site.Firmware.DirectoryName!).CopyTo(Path.Combine(_output, CabinetIds.FirmwareFolder));
        }
    }
}
