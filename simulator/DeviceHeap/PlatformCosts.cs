using Mono.Cecil;

namespace AedCabinet.DeviceHeap;

/// <summary>What calls of the platform allocate there that leaves no object behind here.</summary>
internal static class PlatformCosts
{
    // A value type of one field.
    private const int PinValue = 2 * HeapBlocks.Block;

    /// <summary>The bytes of the value types that a call makes.</summary>
    public static int Of(MethodReference method) => $"{method.DeclaringType.FullName}.{method.Name}" switch
    {
        "System.Device.Gpio.GpioPin.Read" => PinValue,
        "System.Device.Gpio.PinValue.get_High" or "System.Device.Gpio.PinValue.get_Low" => PinValue,

        // The argument of Equals is pushed once, and once more to read its field.
        "System.Device.Gpio.PinValue.op_Equality" or "System.Device.Gpio.PinValue.op_Inequality" => 2 * PinValue,
        "System.Device.Gpio.PinValue.op_Explicit" or "System.Device.Gpio.PinValue.op_Implicit" => PinValue,
        _ => 0,
    };

    /// <summary>Whether a call makes what it returns; the others hand out what is there.</summary>
    public static bool Makes(MethodReference method) =>
        method.ReturnType.MetadataType == MetadataType.String
            ? method.Name != "get_Name" && !method.Name.StartsWith("get_Item", StringComparison.Ordinal)
        : method.ReturnType.IsArray || method.Name == "GetEnumerator";
}
