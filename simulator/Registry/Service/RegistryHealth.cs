using System.Data.Common;
using AedCabinet.Ledger;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AedCabinet.Registry.Service;

/// <summary>
/// Says whether the registry can do its work: the database takes what comes, the broker is connected, the disk has room. Answers 200
/// when it can, 503 when it can't; the text says why in both languages.
/// </summary>
internal static class RegistryHealth
{
    private const string Zh = "zh";

    // Below the first the disk is filling; below the second the next batches may not fit (SQLite's log alone grows to some 4 MiB).
    private const long FillingBytes = 1L << 30;
    private const long FullBytes = 64L << 20;

    /// <summary>Adds the checks.</summary>
    /// <param name="services">The services.</param>
    /// <param name="store">Where the database is.</param>
    /// <param name="takesIn">Whether what comes is taken in here; a page asks the database alone.</param>
    public static void Add(IServiceCollection services, LedgerStore store, bool takesIn)
    {
        IHealthChecksBuilder checks = services.AddHealthChecks()
            .Add(Check("database", provider => Database(provider.GetService<IIntake>(), store)));
        if (takesIn)
        {
            checks.Add(Check("broker", provider => Broker(provider.GetRequiredService<IIntake>())));
        }

        if (store.File is { } file)
        {
            checks.Add(Check("disk", _ => Disk(new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace)));
        }
    }

    /// <summary>Serves <c>/health/live</c> (the process answers) and <c>/health/ready</c> (it can do its work).</summary>
    /// <param name="web">The server.</param>
    public static void Map(WebApplication web)
    {
        web.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync })
            .AllowAnonymous();
        web.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    /// <summary>Judges the room on the database's disk.</summary>
    /// <param name="free">The free room in bytes.</param>
    /// <returns>Degraded below 1 GiB, unhealthy below 64 MiB.</returns>
    public static HealthCheckResult Disk(long free)
    {
        long mebibytes = free >> 20;
        return Result(
            free < FullBytes ? HealthStatus.Unhealthy : free < FillingBytes ? HealthStatus.Degraded : HealthStatus.Healthy,
            new Wording($"数据库所在磁盘还有{mebibytes} MiB可用", $"{mebibytes} MiB are free on the database's disk"));
    }

    private static HealthCheckRegistration Check(string name, Func<IServiceProvider, HealthCheckResult> look) =>
        new(name, provider => new Look(() => look(provider)), HealthStatus.Unhealthy, null);

    private static HealthCheckResult Database(IIntake? intake, LedgerStore store)
    {
        if (intake?.Trouble is { } trouble)
        {
            return Result(HealthStatus.Unhealthy, new Wording($"数据库不接收写入：{trouble}", $"the database takes nothing: {trouble}"));
        }

        if (intake?.IsStalled == true)
        {
            return Result(HealthStatus.Unhealthy, new Wording("数据库没有应答写入", "the database has not answered a write"));
        }

        try
        {
            using LedgerDatabase database = store.OpenForReading();
            return Result(HealthStatus.Healthy, intake is null ? new Wording("数据库可读", "the database can be read")
                : new Wording("数据库可读可写", "the database takes what comes"));
        }
        catch (Exception exception) when (exception is UserErrorException or DbException)
        {
            return Result(HealthStatus.Unhealthy, new Wording($"数据库无法读取：{exception.Message}",
                $"the database can't be read: {exception.Message}"));
        }
    }

    private static HealthCheckResult Broker(IIntake intake) => intake.IsConnected
        ? Result(HealthStatus.Healthy, new Wording("已连接消息服务器", "connected to the broker"))
        : Result(HealthStatus.Unhealthy, new Wording("未连接消息服务器", "not connected to the broker"));

    private static HealthCheckResult Result(HealthStatus status, Wording why) =>
        new(status, why.En, null, new Dictionary<string, object> { [Zh] = why.Zh });

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = NameOf(report.Status),
        checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new
            {
                status = NameOf(entry.Value.Status),
                zh = entry.Value.Data.GetValueOrDefault(Zh),
                en = entry.Value.Description
            }),
    });

    private static string NameOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };

    private sealed class Look(Func<HealthCheckResult> look) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(look());
    }
}
