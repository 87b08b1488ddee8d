using System.Globalization;

namespace AedCabinet.DeviceRules.Tests;

[TestClass]
public sealed class LanguageRuleTests
{
    private static readonly DeviceRuleReport Report = Assemblies.Check("DeviceRules.Fixtures.Violations");

    [TestMethod]
    [DataRow("DeclaresGenericType`1", DeviceRule.Generic, "type parameter T")]
    [DataRow("DeclaresGenericMethod.Count", DeviceRule.Generic, "type parameter T")]
    [DataRow("DeclaresGenericMethod.Use", DeviceRule.Generic, "generic method Fixtures.Violations.DeclaresGenericMethod.Count")]
    [DataRow("UsesList._items", DeviceRule.Generic, "type System.Collections.Generic.List`1<System.Int32>")]
    [DataRow("UsesOwnGeneric._value", DeviceRule.Generic, "type Fixtures.Violations.DeclaresGenericType`1<System.Int32>")]
    [DataRow("UsesFunc.Call", DeviceRule.Generic, "type System.Func`1<System.Int32>")]
    [DataRow("AsksForEmptyArray.Length", DeviceRule.Generic, "generic method System.Array.Empty")]
    [DataRow("ExchangesGenerically.Exchange", DeviceRule.Generic, "generic method System.Threading.Interlocked.CompareExchange")]
    [DataRow("UsesDecimal.Round", DeviceRule.Decimal, "type System.Decimal")]
    [DataRow("UsesMatrix.Corner", DeviceRule.MultiDimensionalArray, "type System.Int32[,]")]
    [DataRow("UsesAsync.Read", DeviceRule.Async, "marked by the compiler with AsyncStateMachineAttribute")]
    [DataRow("UsesYield.Count", DeviceRule.Iterator, "marked by the compiler with IteratorStateMachineAttribute")]
    [DataRow("UsesDynamic.Call", DeviceRule.Dynamic, "marked by the compiler with DynamicAttribute")]
    [DataRow("UsesSpan.Length", DeviceRule.Span, "type System.Span`1<System.Byte>")]
    [DataRow("UsesReadOnlySpanOfChar.Length", DeviceRule.Span, "type System.ReadOnlySpan`1<System.Char>")]
    [DataRow("UsesNullable._temperature", DeviceRule.NullableValueType, "type System.Nullable`1<System.Int32>")]
    [DataRow("UsesTuple.Range", DeviceRule.Tuple, "type System.ValueTuple`2<System.Int32,System.Int32>")]
    [DataRow("UsesRecord", DeviceRule.Record, "record")]
    [DataRow("UsesInit.set_Value", DeviceRule.InitAccessor, "type System.Runtime.CompilerServices.IsExternalInit")]
    [DataRow("UsesVolatile._stop", DeviceRule.Volatile, "type System.Runtime.CompilerServices.IsVolatile")]
    [DataRow("UsesPointer.First", DeviceRule.Unsafe, "type System.Int32*")]
    [DataRow("UsesFixed.First", DeviceRule.Unsafe, "type System.Byte*")]
    [DataRow("UsesStackalloc.First", DeviceRule.Unsafe, "instruction localloc")]
    [DataRow("IHasBody.Twice", DeviceRule.DefaultInterfaceMember, "member with a body in an interface")]
    [DataRow("CallsNative.Read", DeviceRule.PlatformInvoke, "call into native")]
    [DataRow("UsesChecked.Add", DeviceRule.CheckedArithmetic, "checked arithmetic (add.ovf)")]
    [DataRow("UsesChecked.Narrow", DeviceRule.CheckedArithmetic, "checked arithmetic (conv.ovf.u1)")]
    public void A_feature_the_device_lacks_is_found_where_it_is_written(string place, DeviceRule rule, string what)
    {
        var found = Report.Violations.Where(violation => violation.Rule == rule && violation.What == what)
            .Select(violation => violation.Place.Member);

        Assert.Contains($"Fixtures.Violations.{place}", found);
    }

    [TestMethod]
    public void Unsafe_code_is_found_already_when_the_project_allows_it() =>
        Assert.Contains(violation => violation is { Rule: DeviceRule.Unsafe, What: "AllowUnsafeBlocks" }, Report.Violations);

    [TestMethod]
    [DataRow("CallsEnumToString.Name")]
    [DataRow("ConcatenatesEnum.Name")]
    [DataRow("InterpolatesEnum.Name")]
    [DataRow("FormatsEnum.Name")]
    [DataRow("FormatsEnumAmongMany.Name")]
    [DataRow("AppendsEnum.Append")]
    [DataRow("AppendsEnumThroughVariable.Append")]
    [DataRow("ChoosesEnum.Name")]
    public void An_enum_that_becomes_text_is_found(string place)
    {
        var violation = Report.Violations.Single(violation => violation.Place.Member == $"Fixtures.Violations.{place}");

        Assert.AreEqual(DeviceRule.EnumText, violation.Rule);
        Assert.AreEqual("enum Fixtures.Violations.Mode as text", violation.What);
    }

    [TestMethod]
    public void An_enum_that_is_a_key_is_accepted() =>
        Assert.DoesNotContain(violation => violation.Place.Member.Contains("KeepsEnumAsKey", StringComparison.Ordinal), Report.Violations);

    [TestMethod]
    [DataRow("UsesChecked.Add", "checked(a + b)")]
    [DataRow("UsesAsync.Read", "public async void Read()")]
    [DataRow("AppendsEnumThroughVariable.Append", "builder.Append(value);")]
    public void The_source_line_is_named(string place, string text)
    {
        var source = Report.Violations.First(violation => violation.Place.Member == $"Fixtures.Violations.{place}").Place.Source;

        Assert.IsNotNull(source);
        var parts = source.Split(':');

        // A body's first line is its brace or, optimised, its first statement: below the declaration.
        var line = int.Parse(parts[1], CultureInfo.InvariantCulture);
        Assert.Contains(text, string.Join('\n', File.ReadLines(RepositoryRoot.At(parts[0])).Skip(line - 3).Take(3)), source);
    }

    [TestMethod]
    public void A_violation_reads_as_place_line_rule_and_remedy() => Assert.AreEqual(
        "A.B (firmware/A.cs:7): Decimal: type System.Decimal. Instead: integers in a smaller unit (tenths, millivolts).",
        new Violation(DeviceRule.Decimal, new CodePlace("A.B", "firmware/A.cs:7"), "type System.Decimal",
            Advice.For(DeviceRule.Decimal)).ToString());
}
