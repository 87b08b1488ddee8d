using AedCabinet.Access;

namespace AedCabinet.Centre.Tests.Access;

/// <summary>
/// Every route that asks for a login, and how an attacker tries it. A new route has its row here: {own} and {foreign} are cabinets' ids,
/// {own-emergency}, {foreign-emergency}, {own-inspection} and {foreign-inspection} what belongs to them, {month} this month.
/// </summary>
internal static class GuardedRoutes
{
    private const string Near = "lat=40.84&lon=111.75&withinKm=100";
    private const string Stage = """{"stage":"seen"}""";
    private const string Plan = """{"responsible":"x","day":"2099-01-31"}""";

    public static IReadOnlyList<GuardedRoute> All { get; } =
    [
        // The API.
        new("GET /v1/cabinets", Permission.See, "/v1/cabinets"),
        new("GET /v1/cabinets/{id}", Permission.See, "/v1/cabinets/{own}", "/v1/cabinets/{foreign}"),
        new("GET /v1/cabinets/{id}/contact", Permission.SeeContacts, "/v1/cabinets/{own}/contact", "/v1/cabinets/{foreign}/contact"),
        new("GET /v1/cabinets/{id}/events", Permission.See, "/v1/cabinets/{own}/events", "/v1/cabinets/{foreign}/events"),
        new("GET /v1/cabinets/{id}/commands", Permission.See, "/v1/cabinets/{own}/commands", "/v1/cabinets/{foreign}/commands"),
        new("GET /v1/cabinets/{id}/commands/{command}", Permission.See, "/v1/cabinets/{own}/commands",
            "/v1/cabinets/{foreign}/commands/r-1"),
        new("POST /v1/cabinets/{id}/commands", Permission.Command, "/v1/cabinets/{own}/commands", "/v1/cabinets/{foreign}/commands",
            """{"name":"locate"}"""),
        new("GET /v1/events", Permission.See, "/v1/events"),
        new("GET /v1/events/stream", Permission.See, "/v1/events/stream"),
        new("GET /v1/emergencies", Permission.See, "/v1/emergencies"),
        new("GET /v1/emergencies/{id:long}", Permission.See, "/v1/emergencies/{own-emergency}", "/v1/emergencies/{foreign-emergency}"),
        new("POST /v1/emergencies/{id:long}/stages", Permission.HandleEmergencies, "/v1/emergencies/{own-emergency}/stages",
            "/v1/emergencies/{foreign-emergency}/stages", Stage),
        new("GET /v1/nearest", Permission.See, "/v1/nearest?contacts=true&" + Near),
        new("GET /v1/cabinets.geojson", Permission.See, "/v1/cabinets.geojson"),
        new("GET /v1/ogc", Permission.See, "/v1/ogc"),
        new("GET /v1/ogc/conformance", Permission.See, "/v1/ogc/conformance"),
        new("GET /v1/ogc/collections", Permission.See, "/v1/ogc/collections"),
        new("GET /v1/ogc/collections/{collection}", Permission.See, "/v1/ogc/collections/cabinets"),
        new("GET /v1/ogc/collections/{collection}/items", Permission.See, "/v1/ogc/collections/cabinets/items"),
        new("GET /v1/ogc/collections/{collection}/items/{id}", Permission.See, "/v1/ogc/collections/cabinets/items/{own}",
            "/v1/ogc/collections/cabinets/items/{foreign}"),
        new("GET /v1/care", Permission.See, "/v1/care"),
        new("PUT /v1/cabinets/{id}/care/{item}/plan", Permission.PlanCare, "/v1/cabinets/{own}/care/silent/plan",
            "/v1/cabinets/{foreign}/care/silent/plan", Plan),
        new("POST /v1/cabinets/{id}/care/{item}/done", Permission.PlanCare, "/v1/cabinets/{own}/care/silent/done",
            "/v1/cabinets/{foreign}/care/silent/done", "{}"),
        new("GET /v1/inspections", Permission.See, "/v1/inspections", "/v1/inspections?cabinet={foreign}"),
        new("GET /v1/inspections/{id}", Permission.See, "/v1/inspections/{own-inspection}", "/v1/inspections/{foreign-inspection}"),
        new("GET /v1/inspections/{id}/photo", Permission.See, "/v1/inspections/{own-inspection}/photo",
            "/v1/inspections/{foreign-inspection}/photo"),
        new("GET /v1/reports/{month}", Permission.Report, "/v1/reports/{month}"),
        new("GET /v1/audit", Permission.Audit, "/v1/audit", IsForAll: true),

        // Pages, their files and their connection.
        new("PAGE /registry", Permission.See, "/registry"),
        new("PAGE /registry/{Id}", Permission.See, "/registry/{own}", "/registry/{foreign}"),
        new("PAGE /registry-handled", Permission.See, "/registry-handled"),
        new("PAGE /map", Permission.See, "/map"),
        new("PAGE /care", Permission.See, "/care"),
        new("PAGE /on-call", Permission.PlanCare, "/on-call"),
        new("PAGE /reports", Permission.Report, "/reports"),
        new("PAGE /not-found", Permission.See, "/not-found"),
        new("GET /reports/report.csv", Permission.Report, "/reports/report.csv?month={month}"),
        new("GET /reports/report.xlsx", Permission.Report, "/reports/report.xlsx?month={month}"),
        new("GET /care/consumables.csv", Permission.See, "/care/consumables.csv"),
        new("GET /care/photos/{id}", Permission.See, "/care/photos/{own-inspection}", "/care/photos/{foreign-inspection}"),
        new("GET /c/{id}/inspect", Permission.Inspect, "/c/{own}/inspect", "/c/{foreign}/inspect"),
        new("POST /c/{id}/inspections", Permission.Inspect, "/c/{own}/inspections", "/c/{foreign}/inspections"),
        new("GET /audit", Permission.Audit, "/audit", IsForAll: true),
        new("ANY /_blazor/negotiate", Permission.See, "/_blazor/negotiate?negotiateVersion=1", Body: "{}"),
        new("ANY /_blazor", Permission.See, "/_blazor"),
        new("ANY /_blazor/disconnect", Permission.See, "/_blazor/disconnect", Body: "{}"),
        new("ANY /_blazor/initializers", Permission.See, "/_blazor/initializers"),

        // One's own account, what this host's own programs ask for, and what pages are made of.
        new("GET /account", null, "/account"),
        new("POST /account/password", null, "/account"),
        new("POST /account/second", null, "/account"),
        new("POST /account/second/key", null, "/account"),
        new("POST /account/second/off", null, "/account"),
        new("POST /logout", null, "/account"),
        new("ANY /metrics", null, "/metrics"),
        new("GET /_framework/opaque-redirect", null, "/account"),
    ];
}
