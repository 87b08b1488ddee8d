using System.Text;
using System.Text.Json.Nodes;
using AedCabinet.Commands;
using AedCabinet.Contract;
using AedCabinet.Controller;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Inputs;
using AedCabinet.Messages;
using AedCabinet.Parsing;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Simulator.Boards;
using AedCabinet.Simulator.Cabinets;
using AedCabinet.Simulator.Flash;
using AedCabinet.State;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// The gate for commands with everything real behind it, wired as on the device, on a flash in memory and in virtual time.
/// </summary>
internal sealed class CommandBench : IReporter, IWallClock
{
    public const string CabinetId = "NM-HOH-0001";

    /// <summary>The uptime and boot of the contract's example replies.</summary>
    public const long ExampleUptimeMs = 64636;

    /// <summary>Before all the expiries that <see cref="Sign"/> gives unless told otherwise.</summary>
    public const string Later = "2026-01-12T03:05:00Z";

    private static readonly Lazy<byte[]> s_file = new(CreateFile);
    private readonly InputImage _inputs = new() { AedPresenceContactClosed = true, MainsPresent = true, BatteryMv = 12600 };

    /// <summary>Boots.</summary>
    /// <param name="flash">What is on flash; <c>null</c> for a new board's.</param>
    /// <param name="isSafeMode">Whether the boots before died early.</param>
    /// <param name="executor">Stands between the gate and the executor; <c>null</c> for nothing.</param>
    public CommandBench(SimulatedFlash? flash = null, bool isSafeMode = false, Func<ICommandExecutor, ICommandExecutor>? executor = null)
    {
        Flash = flash ?? NewFlash();
        Configuration = ConfigurationFile.Load(Flash, SimulatedBoard.Target, Log);
        Exchange = new ScanExchange(Events, new NoticeQueue());
        Assert.AreEqual(FlashAnswer.Found, Flash.Read(ConfigurationFile.Name, out byte[] file));
        JsonParser parser = new();
        Settings = new RemoteSettings(Flash, file, Configuration.IsUnread);
        Check = new SettingsCheck(Flash, parser, Settings);
        SettingsTrial trial = new(Settings, Exchange.Notices, Exchange.Restarts, isSafeMode);
        ICommandExecutor real = new CommandExecutor(Configuration, parser, Exchange, this, Check, trial);
        Gate = new CommandGate(
            Configuration.Id,
            new HmacSha256Authenticator(Configuration.CommandKey),
            executor?.Invoke(real) ?? real,
            new MessageComposer(Configuration, 41, this),
            this,
            Exchange.Notices,
            Flash,
            Replies,
            Exchange.Shortage);
    }

    public static byte[] Key { get; } = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public SimulatedFlash Flash { get; }

    public CabinetConfiguration Configuration { get; }

    public ErrorLog Log { get; } = new();

    public EventQueue Events { get; } = new();

    public ScanExchange Exchange { get; }

    public RemoteSettings Settings { get; }

    public SettingsCheck Check { get; }

    public CommandGate Gate { get; }

    public ReplyQueue Replies { get; } = new();

    public InputImage Inputs => _inputs;

    public OutputImage Outputs { get; } = new();

    public int Reports { get; private set; }

    public (int Boot, int From, int To) Again { get; private set; }

    /// <summary>Gets or sets how many events were given again; <c>null</c> while they still are.</summary>
    public int? Given { get; set; }

    public long NowMs { get; set; } = ExampleUptimeMs;

    /// <summary>Gets or sets the time of day; <c>null</c> before anybody told it.</summary>
    public DateTimeOffset? Time { get; set; } = new(2026, 1, 12, 3, 4, 1, 300, TimeSpan.Zero);

    public static byte[] File => [.. s_file.Value];

    /// <summary>A flash on which no command has been accepted yet, and which has not lost that.</summary>
    public static SimulatedFlash NewFlash()
    {
        SimulatedFlash flash = new();
        Assert.IsTrue(flash.TryWrite(ConfigurationFile.Name, s_file.Value));
        Assert.IsTrue(new TwoSlotNumber(flash, CommandBook.FileName).TryWrite(0));
        return flash;
    }

    public static string Sign(string name, string args = "{}", long counter = 17, string expires = Later, string id = "c-17") =>
        CommandSigner.Sign(CabinetId, Key, id, name, args, counter, expires);

    public void Send(string command) => Gate.Handle(Encoding.UTF8.GetBytes(command), NowMs);

    /// <summary>Sends a command.</summary>
    /// <returns>The one reply there is then.</returns>
    public string Ask(string command)
    {
        Send(command);
        Gate.Step(true, NowMs);
        return TakeReply();
    }

    public string TakeReply()
    {
        Assert.AreEqual(1, Replies.Count, "one reply each");
        string reply = Replies.Peek();
        Replies.Remove();
        return reply;
    }

    public string Code(string command) => JsonNode.Parse(Ask(command))!["code"]!.GetValue<string>();

    public List<Notice> TakeNotices()
    {
        List<Notice> notices = [];
        while (Exchange.Notices.TryTake(out Notice notice))
        {
            notices.Add(notice);
        }

        return notices;
    }

    /// <summary>What the scan was asked for, taken from it.</summary>
    public List<(CabinetRequest Request, long DurationMs)> TakeRequests()
    {
        List<(CabinetRequest, long)> requests = [];
        while (Exchange.Requests.TryTake(out CabinetRequest request, out long durationMs))
        {
            requests.Add((request, durationMs));
        }

        return requests;
    }

    /// <summary>Whether nothing has been asked of anybody since the bench booted.</summary>
    /// <param name="operations">How many operations of the flash there had been.</param>
    public bool IsUntouched(long operations)
    {
        bool isAsked = Exchange.Requests.TryTake(out _, out _);
        return !isAsked && Flash.Operations == operations && !Exchange.Restarts.IsAsked && Reports == 0
            && Settings.ReadOverlay().Length == 0;
    }

    public void ReportAll() => Reports++;

    public void GiveAgain(int boot, int from, int to) => Again = (boot, from, to);

    public bool TryTakeGiven(out int given)
    {
        given = Given ?? 0;
        return Given is not null;
    }

    public bool TryGetUtc(out long unixMs)
    {
        unixMs = Time?.ToUnixTimeMilliseconds() ?? 0;
        return Time is not null;
    }

    private static byte[] CreateFile()
    {
        JsonObject root = JsonNode.Parse(ConfigurationSource.Load(null, new BrokerAddress("127.0.0.1", 1883)))!.AsObject();
        root["id"] = CabinetId;
        root["commandKey"] = Convert.ToHexStringLower(Key);
        return TestEnvironment.ToBytes(root);
    }
}
