using AedCabinet.Api.Open;
using AedCabinet.Api.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AedCabinet.Api.Hosting;

/// <summary>What the API's OpenAPI document says beside what the routes say of themselves.</summary>
internal static class ApiDocument
{
    /// <summary>The document's name, and the API's version.</summary>
    public const string Name = "v1";

    private const string Token = "token";
    private const string LinkedType = "application/vnd.oai.openapi+json";

    /// <summary>Sets up the document.</summary>
    /// <param name="options">Its options.</param>
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = route => ProblemWriter.IsOfApi("/" + route.RelativePath);
        options.AddDocumentTransformer(CompleteAsync);
        options.AddOperationTransformer(CompleteAsync);
    }

    /// <summary>Gives the document the media type by which it is linked to, where it is asked for by that.</summary>
    /// <param name="route">The document's route.</param>
    public static void NameByType(IEndpointConventionBuilder route) => route.Add(endpoint =>
    {
        RequestDelegate write = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = context =>
        {
            if (context.Request.Headers.Accept.ToString().Contains(LinkedType, StringComparison.OrdinalIgnoreCase))
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.ContentType = OgcRoutes.DefinitionType;
                    return Task.CompletedTask;
                });
            }

            return write(context);
        };
    });

    private static Task CompleteAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken stop)
    {
        document.Info = new OpenApiInfo
        {
            Title = "AED cabinets: the centre's API",
            Version = Name,
            Description =
                "Cabinets with sensed readiness and its reasons, events, emergencies and the nearest AED that is ready and reachable now. "
                    + "Everything is cut to what the caller may see; a cabinet outside of it does not exist (404). Refusals are problem "
                    + "details (RFC 9457), in Chinese or English by Accept-Language. Lists go on by cursor and have entity tags.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An access token of a system's OAuth 2 client credentials, or the login of a person's browser.",
            },
        };
        return Task.CompletedTask;
    }

    private static Task CompleteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Security = metadata.OfType<IAllowAnonymous>().Any() ? []
            : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, context.Document)] = [] }];
        return Task.CompletedTask;
    }
}
