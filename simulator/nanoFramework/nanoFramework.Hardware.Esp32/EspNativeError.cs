namespace nanoFramework.Hardware.Esp32;

/// <summary>What the native side of an ESP32 answers.</summary>
public enum EspNativeError
{
    /// <summary>Something failed.</summary>
    FAIL = -1,

    /// <summary>All is well.</summary>
    OK = 0,

    /// <summary>No memory is left.</summary>
    NO_MEM = 257,

    /// <summary>An argument is wrong.</summary>
    INVALID_ARG = 258,

    /// <summary>It can't be done in this state.</summary>
    INVALID_STATE = 259,

    /// <summary>A size is wrong.</summary>
    INVALID_SIZE = 260,

    /// <summary>It was not found.</summary>
    NOT_FOUND = 261,

    /// <summary>The chip can't do it.</summary>
    NOT_SUPPORTED = 262,

    /// <summary>It took too long.</summary>
    TIMEOUT = 263,

    /// <summary>An answer is wrong.</summary>
    INVALID_RESPONSE = 264,

    /// <summary>A check sum is wrong.</summary>
    INVALID_CRC = 265,

    /// <summary>A version is wrong.</summary>
    INVALID_VERSION = 266,

    /// <summary>A MAC address is wrong.</summary>
    INVALID_MAC = 267,

    /// <summary>Where the errors of Wi-Fi begin.</summary>
    WIFI_BASE = 12288,
}
