using Mono.Cecil;

namespace AedCabinet.DeviceRules.Tests;

[TestClass]
public sealed class DesktopEquivalentTests
{
    private static readonly Lazy<IReadOnlySet<string>> Desktop = new(ReadDesktop);

    public static IEnumerable<object[]> Equivalents => DesktopEquivalents.All.Select(equivalent => new object[] { equivalent.Desktop });

    [TestMethod]
    [DynamicData(nameof(Equivalents))]
    public void Every_equivalent_names_members_the_device_has(string desktop)
    {
        var device = DesktopEquivalents.All.Single(equivalent => equivalent.Desktop == desktop).Device;

        Assert.IsNotEmpty(device);
        foreach (var reference in device)
        {
            Assert.IsTrue(Assemblies.Catalog.Declares(reference), $"no API list declares {reference}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Equivalents))]
    public void Every_equivalent_is_needed_because_the_device_lacks_the_desktop_member(string desktop) =>
        Assert.IsFalse(Assemblies.Catalog.HasMethod(desktop), $"the device has {desktop} itself");

    [TestMethod]
    [DynamicData(nameof(Equivalents))]
    public void Every_equivalent_names_a_member_the_desktop_has(string desktop)
    {
        // A span of characters and a generic method's parameter are written by their place, not their name.
        var name = desktop.Split(" -> ")[0].Split('(')[0].Split("``")[0].Replace("<System.Char>", string.Empty, StringComparison.Ordinal);

        Assert.IsTrue(
            desktop.Contains('!', StringComparison.Ordinal) || desktop.Contains('<', StringComparison.Ordinal)
                ? Desktop.Value.Any(member => member.StartsWith(name, StringComparison.Ordinal))
                : Desktop.Value.Contains(desktop),
            $"neither .NET nor System.Device.Gpio declares {desktop}");
    }

    private static IReadOnlySet<string> ReadDesktop()
    {
        var members = new HashSet<string>();
        var files = SourceRuleChecker.Framework().Append(Assemblies.Built("System.Device.Gpio"));
        foreach (var file in files.Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal)))
        {
            using var module = ModuleDefinition.ReadModule(file);
            foreach (var type in module.Types.Where(type => type.IsPublic))
            {
                members.UnionWith(type.Methods.Where(method => method.IsPublic).Select(ListNotation.Of));
                members.UnionWith(type.Fields.Where(field => field.IsPublic).Select(ListNotation.Of));
            }
        }

        return members;
    }
}
