using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace AedCabinet.Api.Open;

/// <summary>How the API's document defines the parameters of OGC API Features: as the standard has them (OGC 17-069r4, 7.15).</summary>
internal static class OgcDefinition
{
    private const int PlaneNumbers = 4;
    private const int SpaceNumbers = 6;

    /// <summary>Defines the parameters of the items.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="usual">How many items come unless asked otherwise.</param>
    /// <param name="most">How many come at most.</param>
    public static void Complete(OpenApiOperation operation, int usual, int most)
    {
        Define(operation, "limit", new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = "1",
            Maximum = most.ToString(CultureInfo.InvariantCulture),
            Default = JsonValue.Create(usual),
        });
        Define(operation, "bbox", new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            MinItems = PlaneNumbers,
            MaxItems = SpaceNumbers,
            Items = new OpenApiSchema { Type = JsonSchemaType.Number },
        });
        Define(operation, "datetime", new OpenApiSchema { Type = JsonSchemaType.String });
    }

    private static void Define(OpenApiOperation operation, string name, OpenApiSchema schema)
    {
        foreach (OpenApiParameter parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(one => one.Name == name))
        {
            parameter.Schema = schema;
            parameter.Style = ParameterStyle.Form;
            parameter.Explode = false;
        }
    }
}
