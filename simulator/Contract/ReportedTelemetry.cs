namespace AedCabinet.Contract;

/// <summary>A cabinet's figures, as its <c>telemetry</c> says them; <c>null</c> for what it does not say.</summary>
public sealed record ReportedTelemetry
{
    /// <summary>Gets when they were taken: the earlier of their time by the cabinet's clock and their arrival.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the milliseconds since the controller started.</summary>
    public required long UptimeMs { get; init; }

    /// <summary>Gets the temperatures.</summary>
    public ReportedTemperature? Temperature { get; init; }

    /// <summary>Gets how many minutes the heater ran today.</summary>
    public long? HeaterMinutesToday { get; init; }

    /// <summary>Gets the battery's voltage in millivolts.</summary>
    public long? BatteryMv { get; init; }

    /// <summary>Gets the strength of the radio signal in dBm.</summary>
    public long? Rssi { get; init; }

    /// <summary>Gets the free memory in bytes.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Gets the longest scan in microseconds.</summary>
    public long? ScanMaxUs { get; init; }

    /// <summary>Gets how many events wait for the broker.</summary>
    public long? QueuedEvents { get; init; }
}
