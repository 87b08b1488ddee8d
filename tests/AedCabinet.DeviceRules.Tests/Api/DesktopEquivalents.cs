namespace AedCabinet.DeviceRules.Tests;

/// <summary>
/// The members which source that is right for the device binds to on the desktop instead, with the device's own.
/// A test proves that every device member is in the API lists and every desktop member exists in .NET.
/// To add one: write both signatures as the lists do, and say why they are the same source.
/// </summary>
public static class DesktopEquivalents
{
    private const string Format = "M:System.String.Format(System.String,System.Object[]) -> System.String";

    private static readonly Dictionary<string, DesktopEquivalent> BySignature = Overloads()
        .Concat(DeclaredElsewhere())
        .Concat(ShapedOtherwise())
        .Concat(CompilerLowerings.All)
        .ToDictionary(equivalent => equivalent.Desktop);

    /// <summary>Every entry.</summary>
    public static IEnumerable<DesktopEquivalent> All => BySignature.Values;

    /// <summary>The entry for a desktop member as it is used here, or null.</summary>
    public static DesktopEquivalent? For(string desktopSignature, UseSite use) =>
        BySignature.TryGetValue(desktopSignature, out var equivalent) && equivalent.Holds?.Invoke(use) is not false ? equivalent : null;

    /// <summary>
    /// .NET has a nearer overload; the device's takes the same arguments through <c>params</c>, a default value or <c>object</c>.
    /// </summary>
    private static IEnumerable<DesktopEquivalent> Overloads()
    {
        yield return Same("System.String.Format(System.String,System.Object) -> System.String", Format);
        yield return Same("System.String.Format(System.String,System.Object,System.Object) -> System.String", Format);
        yield return Same("System.String.Format(System.String,System.Object,System.Object,System.Object) -> System.String", Format);
        yield return new(
            "System.String.Split(System.Char,System.StringSplitOptions) -> System.String[]",
            ["M:System.String.Split(System.Char[]) -> System.String[]"],
            CompilerLowerings.LastArgumentIsZero);
        foreach (var trim in new[] { "Trim", "TrimStart", "TrimEnd" })
        {
            yield return Same($"System.String.{trim}(System.Char) -> System.String",
                $"M:System.String.{trim}(System.Char[]) -> System.String");
        }

        foreach (var trim in new[] { "TrimStart", "TrimEnd" })
        {
            yield return Same($"System.String.{trim} -> System.String", $"M:System.String.{trim}(System.Char[]) -> System.String");
        }

        foreach (var pad in new[] { "PadLeft", "PadRight" })
        {
            yield return Same($"System.String.{pad}(System.Int32) -> System.String",
                $"M:System.String.{pad}(System.Int32,System.Char) -> System.String");
        }

        foreach (var number in new[] { "Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64" })
        {
            yield return Same(
                $"System.Convert.To{number}(System.String) -> System.{number}",
                $"M:System.Convert.To{number}(System.String,System.Int32) -> System.{number}");
        }

        foreach (var unit in new[] { "Days", "Hours" })
        {
            yield return Same($"System.TimeSpan.From{unit}(System.Int32) -> System.TimeSpan",
                $"M:System.TimeSpan.From{unit}(System.Int64) -> System.TimeSpan");
        }

        foreach (var type in new[] { "String", "DateTime", "TimeSpan", "Guid" })
        {
            yield return Same($"System.{type}.Equals(System.{type}) -> System.Boolean",
                $"M:System.{type}.Equals(System.Object) -> System.Boolean");
        }

        foreach (var type in new[] { "Boolean", "Byte", "Char", "Double", "Int16", "Int32", "Int64", "SByte", "Single", "UInt16",
            "UInt32", "UInt64" })
        {
            yield return Same($"System.{type}.Equals(System.{type}) -> System.Boolean",
                "M:System.ValueType.Equals(System.Object) -> System.Boolean");
        }

        foreach (var type in new[] { "DateTime", "TimeSpan", "Guid" })
        {
            yield return Same($"System.{type}.CompareTo(System.{type}) -> System.Int32",
                $"M:System.{type}.CompareTo(System.Object) -> System.Int32");
        }

        foreach (var type in new[] { "Reader", "Writer" })
        {
            yield return Same(
                $"System.IO.Stream{type}.#ctor(System.IO.Stream) -> System.Void",
                $"M:System.IO.Stream{type}.#ctor(System.IO.Stream,System.Boolean) -> System.Void");
        }
    }

    /// <summary>.NET declares the member on a base type which the device lacks.</summary>
    private static IEnumerable<DesktopEquivalent> DeclaredElsewhere()
    {
        foreach (var member in new[] { "Set", "Reset" })
        {
            yield return Same(
                $"System.Threading.EventWaitHandle.{member} -> System.Boolean",
                $"M:System.Threading.AutoResetEvent.{member} -> System.Boolean",
                $"M:System.Threading.ManualResetEvent.{member} -> System.Boolean");
        }

        yield return Same(
            "System.Security.Cryptography.HashAlgorithm.ComputeHash(System.Byte[]) -> System.Byte[]",
            "M:System.Security.Cryptography.HMACSHA256.ComputeHash(System.Byte[]) -> System.Byte[]");
        yield return Same(
            "System.Security.Cryptography.HashAlgorithm.Dispose -> System.Void",
            "M:System.Security.Cryptography.HMACSHA256.Dispose -> System.Void");
    }

    /// <summary>The same expression names a field here and a property there, another delegate or another return type.</summary>
    private static IEnumerable<DesktopEquivalent> ShapedOtherwise()
    {
        foreach (var part in new[] { "Key", "Value" })
        {
            yield return Same($"System.Collections.DictionaryEntry.get_{part} -> System.Object",
                $"F:System.Collections.DictionaryEntry.{part}");
            yield return Same($"System.Collections.DictionaryEntry.set_{part}(System.Object) -> System.Void",
                $"F:System.Collections.DictionaryEntry.{part}");
        }

        yield return Same("System.BitConverter.IsLittleEndian", "M:System.BitConverter.get_IsLittleEndian -> System.Boolean");
        yield return Same("System.Text.StringBuilder.get_Chars(System.Int32) -> System.Char",
            "M:System.Text.StringBuilder.get_Item(System.Int32) -> System.Char");
        yield return Same(
            "System.Text.StringBuilder.set_Chars(System.Int32,System.Char) -> System.Void",
            "M:System.Text.StringBuilder.set_Item(System.Int32,System.Char) -> System.Void");

        // foreach over a Hashtable; whoever reads Key or Value from the enumerator itself does what the device can't.
        yield return new(
            "System.Collections.Hashtable.GetEnumerator -> System.Collections.IDictionaryEnumerator",
            ["M:System.Collections.Hashtable.GetEnumerator -> System.Collections.IEnumerator"],
            CompilerLowerings.ReadsNoDictionaryEnumerator);

        // The handler method has the same parameters, so its name converts to either delegate.
        foreach (var accessor in new[] { "add", "remove" })
        {
            yield return Same(
                $"System.Device.Gpio.GpioPin.{accessor}_ValueChanged(System.Device.Gpio.PinChangeEventHandler) -> System.Void",
                $"M:System.Device.Gpio.GpioPin.{accessor}_ValueChanged(System.Device.Gpio.PinValueChangedEventHandler) -> System.Void");
        }

        // typeof(A) == o.GetType(): the device has no operator and compares the references.
        foreach (var comparison in new[] { "op_Equality", "op_Inequality" })
        {
            yield return Same(
                $"System.Type.{comparison}(System.Type,System.Type) -> System.Boolean",
                "M:System.Object.ReferenceEquals(System.Object,System.Object) -> System.Boolean");
        }
    }

    private static DesktopEquivalent Same(string desktop, params string[] device) => new(desktop, device);
}
