using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Formats;
using AedCabinet.Learning;
using AedCabinet.Settings;
using AedCabinet.Simulator.Provisioning;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Fleet;

/// <summary>Where a fleet's cabinets come from: a list of invented ones, or the folders that <c>provision</c> has made.</summary>
internal static class FleetDrafts
{
    /// <summary>The invented cabinets of a list.</summary>
    /// <param name="roll">The roll.</param>
    /// <param name="broker">Where all of them connect.</param>
    /// <returns>The cabinets.</returns>
    public static IReadOnlyList<FleetDraft> Of(FleetMembers roll, FleetBroker broker)
    {
        // Objects that no cabinet changes are shared.
        Dictionary<string, IndicatorProfile> profiles = new(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, roll.Count).Select(Draft)];

        FleetDraft Draft(int index)
        {
            CabinetConfiguration configuration = Parse(roll.ConfigurationOf(index), roll.IdOf(index));
            Share(configuration, profiles);
            return new FleetDraft(configuration, () => roll.ConfigurationOf(index), broker);
        }
    }

    /// <summary>One cabinet of a file.</summary>
    /// <param name="file">Its <c>cabinet.json</c>.</param>
    /// <param name="broker">The broker.</param>
    /// <returns>The draft.</returns>
    public static FleetDraft Of(byte[] file, FleetBroker broker) => new(Parse(file, ConfigurationFile.Name), () => file, broker);

    /// <summary>Cabinets that <c>provision</c> has made, each with its own account, over TLS when its file says so.</summary>
    /// <param name="folder">The folder with the cabinets' folders.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="broker">The broker instead of the files' own, or <c>null</c>.</param>
    /// <returns>The cabinets, in the order of their names.</returns>
    /// <exception cref="UserErrorException">A file is missing or wrong; nothing is made then.</exception>
    public static IReadOnlyList<FleetDraft> Read(DirectoryInfo folder, int count, BrokerAddress? broker)
    {
        if (!folder.Exists)
        {
            throw new UserErrorException($"--deliveries: {folder.FullName} is not there; it is the --out folder of provision.",
                UserErrorException.WrongInput);
        }

        Dictionary<string, IndicatorProfile> profiles = new(StringComparer.Ordinal);
        Dictionary<string, FleetBroker> brokers = new(StringComparer.Ordinal);
        List<FleetDraft> drafts = [];
        IEnumerable<string> files = folder.EnumerateDirectories().OrderBy(item => item.Name, StringComparer.Ordinal)
            .Select(item => Path.Combine(item.FullName, ConfigurationFile.Name)).Where(File.Exists).Take(count);
        foreach (string file in files)
        {
            CabinetConfiguration configuration = Parse(ReadFile(file), file);
            Share(configuration, profiles);
            drafts.Add(new FleetDraft(configuration, () => ReadFile(file), BrokerOf(configuration.Broker, file, broker, brokers)));
        }

        if (brokers.Count > 1)
        {
            string names = string.Join(", ", brokers.Values.Select(item => item.Address).Distinct());
            throw new UserErrorException(
                $"--deliveries: {folder.FullName} has cabinets of several brokers or CAs ({names}), and a fleet watches one; put the "
                    + $"cabinets of one site into a folder of their own.", UserErrorException.WrongInput);
        }

        return drafts.Count > 0
            ? drafts
            : throw new UserErrorException(
                $"--deliveries: {folder.FullName} holds no folder with a {ConfigurationFile.Name}; make some with: provision TABLE --site "
                    + $"SITE --out {folder.FullName}", UserErrorException.WrongInput);
    }

    private static FleetBroker BrokerOf(BrokerSettings settings, string file, BrokerAddress? instead,
        Dictionary<string, FleetBroker> brokers)
    {
        BrokerAddress address = instead ?? new BrokerAddress(settings.Host, settings.Port);
        string pem = settings.Tls ? CaOf(settings, file) : string.Empty;
        string key = $"{address}\n{pem}";
        if (!brokers.TryGetValue(key, out FleetBroker? broker))
        {
            broker = new FleetBroker(address, settings.Tls ? ReadCa(pem, file) : null);
            brokers.Add(key, broker);
        }

        return broker;
    }

    private static string CaOf(BrokerSettings settings, string file)
    {
        string ca = Path.Combine(Path.GetDirectoryName(file)!,
            settings.CaFile.Length == 0 ? SitePlan.CaFileName : Path.GetFileName(settings.CaFile));
        return File.Exists(ca)
            ? File.ReadAllText(ca)
            : throw new UserErrorException(
                $"{file}: the broker's certificate can't be judged, for {ca} is not there; provision puts it there when the site file "
                    + $"names broker.caFile.", UserErrorException.WrongInput);
    }

    private static X509Certificate2 ReadCa(string pem, string file)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException exception)
        {
            throw new UserErrorException($"{file}: the CA beside it is no PEM certificate ({exception.Message}).",
                UserErrorException.WrongInput);
        }
    }

    private static void Share(CabinetConfiguration configuration, Dictionary<string, IndicatorProfile> profiles)
    {
        string name = configuration.IndicatorProfile.Name;
        if (name.Length > 0)
        {
            // A taught profile may keep the name of the profile it was made from; only unchanged profiles can be shared.
            JsonWriter text = new();
            IndicatorProfileWriter.Write(configuration.IndicatorProfile, text);
            string key = text.ToString() + configuration.IndicatorProfile.Source;
            configuration.IndicatorProfile = profiles.TryGetValue(key, out IndicatorProfile? shared) ? shared
                : profiles[key] = configuration.IndicatorProfile;
        }
    }

    private static byte[] ReadFile(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{file} can't be read: {exception.Message}", UserErrorException.WrongInput);
        }
    }

    private static CabinetConfiguration Parse(byte[] content, string name)
    {
        ConfigurationProblems problems = new();
        CabinetConfiguration configuration = ConfigurationFile.Parse(content, problems);
        return problems.Count == 0
            ? configuration
            : throw new UserErrorException($"{name}: {string.Join("; ", problems.ToLines())}", UserErrorException.WrongInput);
    }
}
