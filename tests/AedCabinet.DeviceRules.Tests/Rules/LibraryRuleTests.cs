namespace AedCabinet.DeviceRules.Tests;

[TestClass]
public sealed class LibraryRuleTests
{
    private static readonly DeviceRuleReport Report = Assemblies.Check("DeviceRules.Fixtures.Violations");

    [TestMethod]
    [DataRow("CallsMissingMethod.Has", "System.Collections.Hashtable.ContainsKey(System.Object) -> System.Boolean", "Hashtable.Contains.")]
    [DataRow("CallsMissingOverload.Wait", "System.Threading.WaitHandle.WaitOne(System.Int32) -> System.Boolean",
        "WaitOne(milliseconds, false).")]
    [DataRow("CallsMissingConstructor.Make", "System.Collections.ArrayList.#ctor(System.Int32) -> System.Void",
        "the device has System.Collections.ArrayList.#ctor -> System.Void.")]
    [DataRow("UsesMissingType.Now", "type System.Diagnostics.Stopwatch", "Environment.TickCount64.")]
    [DataRow("ReadsMissingField.Handle", "field System.IntPtr.Zero", null)]
    [DataRow("CatchesMissingType.Divide", "type System.DivideByZeroException", "test the divisor; the device throws a bare Exception.")]
    [DataRow("DerivesFromMissingType", "type System.ComponentModel.Component", null)]
    [DataRow("ImplementsMissingInterface", "type System.Collections.IStructuralComparable", null)]
    [DataRow("OverridesMissingMember.get_Capacity", "System.IO.MemoryStream.get_Capacity -> System.Int32", null)]
    [DataRow("BearsMissingAttribute", "type System.ComponentModel.DescriptionAttribute", null)]
    [DataRow("TakesMissingTypeAsParameter.Take", "type System.StringComparison", "the overload without it; the device compares ordinally.")]
    [DataRow("HoldsMissingTypeInVariable.Test", "type System.Uri", null)]
    [DataRow("ReadsDictionaryEnumerator.First", "System.Collections.Hashtable.GetEnumerator -> System.Collections.IDictionaryEnumerator",
        "the device has System.Collections.Hashtable.GetEnumerator -> System.Collections.IEnumerator.")]
    [DataRow("WritesInLambda.Make", "System.Text.Encoding.GetString(System.Byte[]) -> System.String", "GetString(bytes, 0, bytes.Length).")]
    [DataRow("HasFinalizer.Finalize", "System.Object.Finalize -> System.Void", "IDisposable.")]
    public void What_no_list_declares_is_found_with_what_to_do(string place, string what, string? instead)
    {
        var violation = Report.Violations.SingleOrDefault(
            violation => violation.Rule == DeviceRule.NotOnDevice && violation.Place.Member == $"Fixtures.Violations.{place}");

        Assert.IsNotNull(violation);
        Assert.AreEqual(what, violation.What);
        Assert.AreEqual(instead, violation.Instead);
    }

    [TestMethod]
    [DataRow("SplitsWithOptions.Split", "System.String.Split(System.Char[]) -> System.String[]")]
    [DataRow("CallsOverloadWithoutAdvice.Print", "System.Console.WriteLine(System.String) -> System.Void")]
    [DataRow("ComparesLongs.Later", "System.Math.Max(System.Int32,System.Int32) -> System.Int32")]
    public void The_overloads_the_device_has_are_suggested(string place, string overload)
    {
        var violation = Report.Violations.Single(violation => violation.Place.Member == $"Fixtures.Violations.{place}");

        Assert.Contains(overload, violation.Instead!);
    }
}
