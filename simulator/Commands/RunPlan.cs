using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Web;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Commands;

/// <summary>The cabinets of a <c>run</c>, all checked before anything is started.</summary>
public sealed class RunPlan
{
    private readonly RunOptions _options;
    private readonly BrokerAddress? _broker;
    private readonly List<Func<string?, byte[]>> _load;
    private readonly List<string> _ids = [];

    /// <summary>Initializes a new instance of the <see cref="RunPlan"/> class.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="broker">The broker of every cabinet, unless each keeps its own.</param>
    /// <exception cref="UserErrorException">A configuration is wrong, or two are of the same cabinet.</exception>
    public RunPlan(RunOptions options, BrokerAddress broker)
    {
        _options = options;
        _broker = options.KeepsBroker ? null : broker;
        _load = options.Configurations.Count > 0
            ? [.. options.Configurations.Select(file =>
                (Func<string?, byte[]>)(profile => ConfigurationSource.Load(file, _broker, profile)))]
            : [.. DemoCabinet.All.Take(options.Cabinets)
                .Select(demo => (Func<string?, byte[]>)(profile => ConfigurationSource.LoadDemo(demo, broker, profile)))];
        for (int i = 0; i < _load.Count; i++)
        {
            Check(i);
        }
    }

    /// <summary>Gets the keys with which the registry signs its commands.</summary>
    public CommandKeys Keys { get; } = new();

    /// <summary>Makes the cabinets, without power yet.</summary>
    /// <param name="time">The time they share.</param>
    /// <param name="log">Their serial log; with several cabinets each line names its cabinet.</param>
    /// <returns>The cabinets.</returns>
    public CabinetHost CreateHost(SimulatedTime time, ILog log) => new(
        [.. _load.Select(
            (load, index) =>
                (Func<string?, SimulatedCabinet>)(profile =>
                    CreateCabinet(index, load(profile), time, _load.Count == 1 ? log : new NamedLog(_ids[index], log))))],
        _options.Profile);

    private void Check(int index)
    {
        byte[] configuration = _load[index](index == 0 ? _options.Profile : null);
        ConfigurationProblems problems = new();
        string id = ConfigurationFile.Parse(configuration, problems)?.Id
            ?? throw new UserErrorException($"{_options.Configurations[index].FullName}: {string.Join("; ", problems.ToLines())}",
                UserErrorException.WrongInput);
        int earlier = _ids.FindIndex(other => string.Equals(other, id, StringComparison.OrdinalIgnoreCase));
        if (earlier >= 0)
        {
            // The flash folders' file system may not tell upper case from lower.
            throw new UserErrorException(
                $"{_options.Configurations[index].FullName}: its id \"{id}\" is that of {_options.Configurations[earlier].FullName} too; "
                    + $"every cabinet needs an id of its own.",
                UserErrorException.WrongInput);
        }

        _ids.Add(id);
        Keys.Add(configuration);
    }

    private SimulatedCabinet CreateCabinet(int index, byte[] configuration, SimulatedTime time, ILog log)
    {
        // Ids are fit for a folder's name: letters, digits, '.', '_' and '-'.
        string root = _options.FlashFolder?.FullName
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.Create), "aed-cabinet", "flash");
        string folder = Path.Combine(root, _ids[index]);
        try
        {
            if (_options.KeepsBroker)
            {
                ConfigurationSource.ProvideCa(_options.Configurations[index], configuration, folder);
            }

            return new SimulatedCabinet(configuration, folder, new HostNetwork(), _options.Seed + index,
                new ContactParameters(), log, time);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The flash folder {folder} can't be used: {exception.Message} Choose another with --flash.",
                UserErrorException.Environment);
        }
    }
}
