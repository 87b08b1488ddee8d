namespace AedCabinet.DeviceRules.Tests;

/// <summary>What the firmware's source may not contain, because a nanoFramework device lacks it or does otherwise.</summary>
public enum DeviceRule
{
    /// <summary>A type or member that no API list declares.</summary>
    NotOnDevice,

    /// <summary>A generic type or method, declared or used.</summary>
    Generic,

    /// <summary><c>decimal</c>.</summary>
    Decimal,

    /// <summary>An array of more than one dimension.</summary>
    MultiDimensionalArray,

    /// <summary><c>async</c>.</summary>
    Async,

    /// <summary><c>yield</c>.</summary>
    Iterator,

    /// <summary><c>dynamic</c>.</summary>
    Dynamic,

    /// <summary>.NET's spans and memories.</summary>
    Span,

    /// <summary><c>int?</c> and its like.</summary>
    NullableValueType,

    /// <summary>A tuple, also one that leaves no trace in the compiled code.</summary>
    Tuple,

    /// <summary>A record.</summary>
    Record,

    /// <summary>An <c>init</c> accessor.</summary>
    InitAccessor,

    /// <summary>A <c>volatile</c> field.</summary>
    Volatile,

    /// <summary>Pointers, <c>stackalloc</c>, <c>fixed</c>, unsafe code.</summary>
    Unsafe,

    /// <summary>A member with a body in an interface.</summary>
    DefaultInterfaceMember,

    /// <summary>A static abstract member.</summary>
    StaticAbstract,

    /// <summary>A call into a native library of the desktop.</summary>
    PlatformInvoke,

    /// <summary>An enum turned into text: the device prints its number.</summary>
    EnumText,

    /// <summary>Checked arithmetic: the device does not throw.</summary>
    CheckedArithmetic,

    /// <summary><c>^1</c> and <c>1..2</c>, which leave no trace in the compiled code.</summary>
    IndexOrRange,
}
