using AedCabinet.Contract;

namespace AedCabinet.Api.Cabinets;

/// <summary>A cabinet's latest figures; <c>null</c> for what it does not say.</summary>
public sealed record CabinetFigures
{
    /// <summary>Gets when they were taken.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the milliseconds since its controller started.</summary>
    public required long UptimeMs { get; init; }

    /// <summary>Gets how many minutes the heater ran today.</summary>
    public required long? HeaterMinutesToday { get; init; }

    /// <summary>Gets the strength of the radio signal, dBm.</summary>
    public required long? Rssi { get; init; }

    /// <summary>Gets the free memory, bytes.</summary>
    public required long? FreeBytes { get; init; }

    /// <summary>Gets the longest scan, microseconds.</summary>
    public required long? ScanMaxUs { get; init; }

    /// <summary>Gets how many events wait for the broker.</summary>
    public required long? QueuedEvents { get; init; }

    /// <summary>A cabinet's latest figures.</summary>
    /// <param name="telemetry">As it says them.</param>
    /// <returns>They, or <c>null</c>.</returns>
    internal static CabinetFigures? Of(ReportedTelemetry? telemetry) => telemetry is null ? null : new()
    {
        At = telemetry.At,
        UptimeMs = telemetry.UptimeMs,
        HeaterMinutesToday = telemetry.HeaterMinutesToday,
        Rssi = telemetry.Rssi,
        FreeBytes = telemetry.FreeBytes,
        ScanMaxUs = telemetry.ScanMaxUs,
        QueuedEvents = telemetry.QueuedEvents,
    };
}
