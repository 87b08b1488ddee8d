using AedCabinet.Testing;
using CliWrap;
using CliWrap.Buffered;

namespace AedCabinet.Desktop.Tests.Environment;

/// <summary>
/// A real Mosquitto as a site runs it: TLS 1.2 or later with the site's own authority, a user and password for everybody, and
/// an ACL file of the shape that <c>firmware/contract/README.md</c> describes.
/// </summary>
internal sealed class SecureBroker : IDisposable
{
    public const string Registry = "registry";
    public const string Centre = "centre-1501";
    public const string Transport = "department-transport";

    private static readonly string[] s_shared = ["online", "about", "state", "event"];
    private static readonly string[] s_written = ["online", "about", "state", "event", "telemetry", "reply"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-site-");
    private readonly SiteAuthority _authority = new("the site's authority");
    private readonly List<string> _users = [];
    private readonly List<string> _acl = [];

    /// <summary>Prepares it.</summary>
    /// <param name="cabinets">The base topics of the cabinets it knows, each with its own password.</param>
    public SecureBroker(params string[] cabinets)
    {
        File.WriteAllText(CaFile, _authority.Pem);
        foreach (string topic in cabinets)
        {
            Add(topic[(topic.LastIndexOf('/') + 1)..],
                [.. s_written.Select(kind => $"topic write {topic}/{kind}"), $"topic read {topic}/command"]);
        }

        Add(Registry, "topic read aed/v1/#", "topic write aed/v1/+/+/+/+/command");
        Add(Centre, [.. s_shared.Select(kind => $"topic read aed/v1/1501/+/+/+/{kind}")]);
        Add(Transport, [.. s_shared.Select(kind => $"topic read aed/v1/+/+/transport/+/{kind}")]);
    }

    /// <summary>Gets the file with its authority's certificate.</summary>
    public string CaFile => Path.Combine(_folder.FullName, "ca.pem");

    /// <summary>The account of one who may connect.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The account, with the right authority.</returns>
    public BrokerAccount Account(string user) => new(user, PasswordOf(user), CaFile);

    /// <summary>The password of one who may connect.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The password.</returns>
    public static string PasswordOf(string user) => "secret of " + user;

    /// <summary>Starts it.</summary>
    /// <returns>The running broker.</returns>
    public MosquittoBroker Start() => new(Prepare);

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Add(string user, params string[] rules)
    {
        _users.Add(user);

        // The last line is the tests' own: it tells a reader that it is subscribed.
        _acl.AddRange([$"user {user}", .. rules, "topic read $SYS/broker/version"]);
    }

    private IEnumerable<string> Prepare(DirectoryInfo folder)
    {
        string PathOf(string name) => Path.Combine(folder.FullName, name);
        _authority.IssueServer(folder, "localhost");
        File.WriteAllLines(PathOf("acl"), _acl);
        File.WriteAllLines(PathOf("passwords"), _users.Select(user => $"{user}:{PasswordOf(user)}"));

        // Hashes what is there in plain.
        BufferedCommandResult passwords = Cli.Wrap(RequiredTool.Find("mosquitto_passwd", "mosquitto"))
            .WithArguments(["-U", PathOf("passwords")]).Run();
        Assert.AreEqual(0, passwords.ExitCode, "mosquitto_passwd: " + passwords.Output());
        Assert.DoesNotContain(PasswordOf(Registry), File.ReadAllText(PathOf("passwords")));
        return
        [
            "certfile " + PathOf("server.pem"),
            "keyfile " + PathOf("server.key"),
            "tls_version tlsv1.2",
            "allow_anonymous false",
            "password_file " + PathOf("passwords"),
            "acl_file " + PathOf("acl"),
        ];
    }
}
