using Mono.Cecil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>The board carries what it uses.</summary>
[TestClass]
public sealed class DeadMemberTests
{
    private const string Controller = "firmware/AedCabinet.Controller/AedCabinet.Controller.nfproj";
    private const string Entry = "AedCabinet.Controller.Program";

    private const string Planted = """
        namespace AedCabinet.Controller
        {
            public interface IPlanted { void Said(); void Unsaid(); }
            public sealed class Spoken : IPlanted
            {
                private static readonly object s_begun = Begin();
                private int _written = 2;
                public void Said() { }
                public int Unread() { return _written; }
                public void Unsaid() { Unread(); }
                public override string ToString() { return "told to the platform"; }
                public static void Dead() { new Spoken().Unsaid(); }
                private static object Begin() { return s_begun; }
            }
            public static class Program { public static void Main() { IPlanted planted = new Spoken(); planted.Said(); } }
        }
        """;

    private static readonly DeviceCompiler s_compiler = new(RepositoryRoot.Path);

    private const string ForDeviceTests = "the tests that run on the device ask it";

    /// <summary>Members that stay although no call leads to them, each with the reason: a list that may only become shorter.</summary>
    private static readonly Dictionary<string, string> s_exempt = new()
    {
        ["AedCabinet.Controller.LastResort._reserve"] = "memory that is held to be given back",
        ["AedCabinet.Exchange.HandshakeGate.IsGranted (get)"] = ForDeviceTests,
        ["AedCabinet.Indicator.IndicatorDecoder.SinceMs (get)"] = ForDeviceTests,
    };

    [TestMethod]
    public void Whatever_a_board_carries_can_be_reached_from_its_Main()
    {
        using var controller = s_compiler.Compile(Controller).Read();
        using var core = s_compiler.Compile("firmware/AedCabinet.Core/AedCabinet.Core.nfproj").Read();

        IReadOnlyList<string> dead = DeadMembers.Find([core, controller], Entry);

        Findings.MustBeNone(dead.Where(name => !s_exempt.ContainsKey(name)));
        Findings.MustBeNone(s_exempt.Keys.Except(dead).Select(name => name + " is reached, or gone: it needs no exemption"));
    }

    [TestMethod]
    public void What_nobody_calls_is_found_and_what_the_platform_or_an_interface_calls_is_not()
    {
        using ModuleDefinition module = s_compiler.Compile(NfProject.Load(RepositoryRoot.Path, Controller),
            [("Planted.cs", Planted)]).Read();

        Assert.AreSequenceEqual(
            ["IPlanted.Unsaid", "Spoken.Dead", "Spoken.Unread", "Spoken.Unsaid", "Spoken._written"],
            DeadMembers.Find([module], Entry).Select(name => name.Replace("AedCabinet.Controller.", string.Empty, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }
}
