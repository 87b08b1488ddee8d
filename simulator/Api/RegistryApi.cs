using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AedCabinet.Access;
using AedCabinet.Api.Audit;
using AedCabinet.Api.Cabinets;
using AedCabinet.Api.Care;
using AedCabinet.Api.Commands;
using AedCabinet.Api.Emergencies;
using AedCabinet.Api.Events;
using AedCabinet.Api.Fhir;
using AedCabinet.Api.Hosting;
using AedCabinet.Api.Incidents;
using AedCabinet.Api.Lists;
using AedCabinet.Api.Near;
using AedCabinet.Api.Open;
using AedCabinet.Api.Problems;
using AedCabinet.Api.Reports;
using AedCabinet.Api.Responders;
using AedCabinet.Api.Subscriptions;
using AedCabinet.Api.Training;
using AedCabinet.Care;
using AedCabinet.Centre;
using AedCabinet.Feeds;
using AedCabinet.Incidents;
using AedCabinet.Ledger;
using AedCabinet.Nearest;
using AedCabinet.Training;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AedCabinet.Api;

/// <summary>The registry's HTTP API (SPEC §19): what a registry's host adds and maps, each by one call.</summary>
public static class RegistryApi
{
    /// <summary>Adds what the API needs beside the <see cref="IRegistryOffice"/> that it shows.</summary>
    /// <param name="services">The host's services, the time among them.</param>
    /// <param name="store">Where the database is.</param>
    public static void Add(IServiceCollection services, LedgerStore store)
    {
        services.AddHttpContextAccessor().AddAccessPolicies();
        AddFeedItems(services);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddSingleton<IStartupFilter, ApiStart>().AddSingleton<IAuthorizationMiddlewareResultHandler, ApiRefusals>();
        services.AddSingleton<IRefusalForm, FhirRefusals>();
        services.AddSingleton(_ => new ReadingPool(store));
        services.TryAddSingleton<NearestDesk>();
        services.AddSingleton<EventTail>();
        services.AddSingleton<PublicLimit>().AddSingleton<EventSeats>().AddHostedService<EventFollower>();
        FeedServices.Add(services, store);
        services.TryAddSingleton(FeedSettings.Usual);
        services.AddScoped(MakeSubscriptionDesk).AddSingleton<IFeedDesk, FeedDesk>();
        services.AddSingleton(parts => new RequestBook(store, parts.GetRequiredService<TimeProvider>()));
        services.AddSingleton(parts => new DrillBook(store, parts.GetRequiredService<ReadingPool>()));
        services.AddSingleton(_ => new CertificateBook(store)).AddSingleton(_ => new CorrectionBook(store));
        services.AddSingleton(_ => new PublicReportBook(store)).AddSingleton<ReportRate>();
        IncidentParts.Add(services, store);
        services.AddScoped<IncidentPieces>().AddScoped<ResponderReading>();
        services.AddScoped<Asker>().AddScoped<CabinetPieces>().AddScoped<CommandSending>().AddScoped<DueSearch>();
        services.TryAddSingleton<IAuditLog, LoggedAudit>();
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Configure);
    }

    /// <summary>Adds what feeds say of an event, and who may see it by the accounts that there are.</summary>
    /// <param name="services">The host's services.</param>
    public static void AddFeedItems(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        services.AddSingleton<IFeedItems, FeedItems>().AddSingleton<AccountMakers>();
        services.AddSingleton<IFeedMakers>(parts => parts.GetRequiredService<AccountMakers>());
    }

    /// <summary>Serves the API.</summary>
    /// <param name="web">The host, built.</param>
    public static void Map(WebApplication web)
    {
        web.Use(ProblemWriter.TellAsync);
        ApiDocument.NameByType(web.MapOpenApi().AllowAnonymous());
        RouteGroupBuilder api = web.MapGroup("/v1").AddEndpointFilterFactory(KnownParameters.Require);
        Refuses(api, StatusCodes.Status400BadRequest);
        ProblemRoutes.Map(api);
        RouteGroupBuilder cut = api.MapGroup(string.Empty);
        Refuses(cut, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status503ServiceUnavailable);
        CabinetRoutes.Map(cut);
        EventRoutes.Map(cut);
        FeedRoutes.Map(cut);
        SubscriptionRoutes.Map(cut);
        EmergencyRoutes.Map(cut);
        NearestRoutes.Map(cut);
        CommandRoutes.Map(cut);
        StageRoutes.Map(cut);
        IncidentRoutes.Map(cut);
        IncidentStageRoutes.Map(cut);
        IncidentCommandRoutes.Map(cut);
        EidoRoutes.Map(cut);
        ResponderRoutes.Map(cut);
        ResponseRoutes.Map(cut);
        CareRoutes.Map(cut);
        InspectionRoutes.Map(cut);
        ReportRoutes.Map(cut);
        AuditRoutes.Map(cut);
        GeoRoutes.Map(cut);
        OgcRoutes.Map(cut);
        SheetRoutes.Map(cut);
        FhirRoutes.Map(cut);
        CorrectionRoutes.Map(cut);
        DrillRoutes.Map(cut);
        CertificateRoutes.Map(cut);
        RouteGroupBuilder open = web.MapGroup("/public/v1").AddEndpointFilterFactory(KnownParameters.Require);
        Refuses(open, StatusCodes.Status400BadRequest, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable);
        PublicRoutes.Map(open);
    }

    private static SubscriptionDesk MakeSubscriptionDesk(IServiceProvider parts)
    {
        Asker asker = parts.GetRequiredService<Asker>();
        string? account = parts.GetRequiredService<AccountMakers>().AccountOf(
            parts.GetRequiredService<IHttpContextAccessor>().HttpContext!.User);
        return new SubscriptionDesk(
            new SubscriptionAsker(asker.Scope, account, detail => asker.NoteAsync(AuditActions.Subscription, null, detail)),
            parts.GetRequiredService<SubscriptionBook>(), parts.GetRequiredService<FeedLog>(), parts.GetRequiredService<FeedSettings>());
    }

    private static void Refuses(RouteGroupBuilder routes, params ReadOnlySpan<int> statuses)
    {
        foreach (int status in statuses)
        {
            routes.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), [ProblemWriter.MediaType]));
        }
    }
}
