namespace AedCabinet.DeviceRules.Tests;

/// <summary>What to write instead of something the device lacks.</summary>
public static class Advice
{
    private static readonly Dictionary<DeviceRule, string> ByRule = new()
    {
        [DeviceRule.Generic] = "ArrayList, Hashtable, Queue, Stack, arrays, or a delegate of your own.",
        [DeviceRule.Decimal] = "integers in a smaller unit (tenths, millivolts).",
        [DeviceRule.MultiDimensionalArray] = "an array of arrays, or one array and a computed index.",
        [DeviceRule.Async] = "a Thread, a Timer or a step that is called again.",
        [DeviceRule.Iterator] = "fill an ArrayList, or write the IEnumerator.",
        [DeviceRule.Dynamic] = "the type itself, or object and a cast.",
        [DeviceRule.Span] = "the array with an offset and a count.",
        [DeviceRule.NullableValueType] = "bool TryGetX(out X), or a separate flag.",
        [DeviceRule.Tuple] = "out parameters, a struct, or a local variable for the swap.",
        [DeviceRule.Record] = "a class or struct.",
        [DeviceRule.InitAccessor] = "a constructor parameter and a get-only property.",
        [DeviceRule.Volatile] = "a lock, Interlocked or a wait handle.",
        [DeviceRule.Unsafe] = "arrays and indices.",
        [DeviceRule.DefaultInterfaceMember] = "an abstract base class.",
        [DeviceRule.StaticAbstract] = "an instance member.",
        [DeviceRule.PlatformInvoke] = "a nanoFramework package that has the native part.",
        [DeviceRule.EnumText] = "a switch that returns the name; the device prints the number.",
        [DeviceRule.CheckedArithmetic] = "test the range before; checked does not throw on the device.",
        [DeviceRule.IndexOrRange] = "the length minus one; Substring or Array.Copy.",
    };

    private static readonly Dictionary<string, string> ByType = new()
    {
        ["System.Threading.Tasks.Task"] = "a Thread and a ManualResetEvent.",
        ["System.Diagnostics.Stopwatch"] = "Environment.TickCount64.",
        ["System.StringComparison"] = "the overload without it; the device compares ordinally.",
        ["System.StringSplitOptions"] = "Split(params char[]) and skip empty parts.",
        ["System.DivideByZeroException"] = "test the divisor; the device throws a bare Exception.",
        ["System.OverflowException"] = "test the range; arithmetic does not throw on the device.",
        ["System.Threading.EventWaitHandle"] = "AutoResetEvent or ManualResetEvent.",
        ["System.DateTimeOffset"] = "DateTime in UTC.",
        ["System.Text.RegularExpressions.Regex"] = "IndexOf and Substring.",
        ["System.Linq.Enumerable"] = "a loop.",
        ["System.Index"] = "the length minus one.",
        ["System.Range"] = "Substring or Array.Copy.",
        ["System.Threading.Volatile"] = "a lock or Interlocked.",
        ["System.Collections.SortedList"] = "an ArrayList kept in order.",
    };

    /// <summary>Members whose replacement has another name; overloads of the same name are suggested from the lists.</summary>
    private static readonly Dictionary<string, string> ByMember = new()
    {
        ["System.Collections.Hashtable.ContainsKey"] = "Hashtable.Contains.",
        ["System.Threading.WaitHandle.WaitOne(System.Int32)"] = "WaitOne(milliseconds, false).",
        ["System.Text.Encoding.GetString(System.Byte[])"] = "GetString(bytes, 0, bytes.Length).",
        ["System.Char.IsDigit"] = "c >= '0' && c <= '9'.",
        ["System.Char.IsLetter"] = "compare with 'a'..'z' and 'A'..'Z'.",
        ["System.Char.IsWhiteSpace"] = "compare with ' ', '\\t', '\\r' and '\\n'.",
        ["System.String.Replace"] = "StringBuilder.Replace.",
        ["System.String.Join"] = "a loop over a StringBuilder.",
        ["System.String.IsNullOrWhiteSpace"] = "string.IsNullOrEmpty, after Trim.",
        ["System.String.Insert"] = "Substring and concatenation.",
        ["System.String.Remove"] = "Substring and concatenation.",
        ["System.DateTime.get_Now"] = "DateTime.UtcNow; the device knows no time zone.",
        ["System.GC.Collect"] = "nanoFramework.Runtime.Native.GC.Run.",
        ["System.Array.Resize``1"] = "a new array and Array.Copy.",
        ["System.Object.Finalize"] = "IDisposable.",
        ["System.Threading.Thread.set_IsBackground"] = "nothing: no thread keeps the device from restarting.",
        ["System.Environment.get_NewLine"] = "\"\\n\".",
        ["System.Environment.get_TickCount"] = "Environment.TickCount64.",
    };

    /// <summary>What helps against a feature of the language.</summary>
    public static string? For(DeviceRule rule) => ByRule.GetValueOrDefault(rule);

    /// <summary>What replaces a type, or null.</summary>
    public static string? ForType(string type) => ByType.GetValueOrDefault(type);

    /// <summary>What replaces a member: a known substitute, else what the lists have under the same name, else null.</summary>
    public static string? ForMember(string signature, ApiCatalog catalog)
    {
        var withoutReturn = signature.Split(" -> ")[0];
        var typeAndName = withoutReturn.Split('(')[0];
        if (ByMember.TryGetValue(withoutReturn, out var advice) || ByMember.TryGetValue(typeAndName, out advice))
        {
            return advice;
        }

        var overloads = catalog.Overloads(typeAndName);
        return overloads.Count == 0 ? null : "the device has " + string.Join(" or ", overloads) + ".";
    }
}
