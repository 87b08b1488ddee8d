namespace AedCabinet.DeviceRules.Tests;

[TestClass]
public sealed class SourceRuleCheckerTests
{
    [TestMethod]
    [DataRow("static int Last(int[] a) => a[^1];", DeviceRule.IndexOrRange, "^1")]
    [DataRow("static string Tail(string s) => s[1..];", DeviceRule.IndexOrRange, "1..")]
    [DataRow("static void Swap(ref int a, ref int b) { (a, b) = (b, a); }", DeviceRule.Tuple, "(b, a)")]
    [DataRow("static double Turn() => System.Math.Tau;", DeviceRule.NotOnDevice, "constant System.Math.Tau = 6.283185307179586")]
    [DataRow("static System.IO.FileShare All() => System.IO.FileShare.Inheritable;", DeviceRule.NotOnDevice,
        "constant System.IO.FileShare.Inheritable = 16")]
    [DataRow("[System.Runtime.InteropServices.FieldOffset(0)] int _x;", DeviceRule.NotOnDevice,
        "type System.Runtime.InteropServices.FieldOffsetAttribute")]
    public void What_leaves_no_trace_in_the_compiled_code_is_found_in_the_source(string member, DeviceRule rule, string what)
    {
        var layout = member.StartsWith('[')
            ? "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)]" : string.Empty;
        var found = Check($"namespace Made {{\n{layout} public struct Part {{\n{member} }} }}");

        var violation = found.SingleOrDefault(violation => violation.Rule == rule && violation.What == what);
        Assert.IsNotNull(violation, string.Join('\n', found));
        Assert.AreEqual("Part.cs:3", violation.Place.Source);
        Assert.StartsWith("Part", violation.Place.Member);
    }

    [TestMethod]
    public void Constants_attributes_and_shifts_the_device_has_are_accepted() => Assert.IsEmpty(Check("""
        using System;
        using System.IO;
        using System.Threading;

        [Obsolete("x")]
        public class Part
        {
            private const int Own = int.MaxValue ^ 1;

            public FileStream Open() => new FileStream("x", FileMode.Append, FileAccess.Write);

            public void Sleep() => Thread.Sleep(Timeout.Infinite + Own);
        }
        """));

    [TestMethod]
    public void Source_that_does_not_compile_in_the_devices_language_is_refused() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => Check("namespace Made; class Part { }"));

    private static IReadOnlyList<Violation> Check(string text) =>
        new SourceRuleChecker(Assemblies.Catalog, []).Check([("Part.cs", text)], SourceRuleChecker.Framework());
}
