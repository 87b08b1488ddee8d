using System.Text.Encodings.Web;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace AedCabinet.Api.Fhir;

/// <summary>A resource of FHIR R4, as JSON.</summary>
/// <param name="resource">The resource.</param>
/// <param name="isKept">Whether who asked may keep it, to be asked for again each time; otherwise the answer has said already.</param>
internal sealed class FhirAnswer(Resource resource, bool isKept = true) : IResult
{
    /// <summary>The media type of FHIR's JSON.</summary>
    public const string MediaType = "application/fhir+json";

    private static readonly JsonSerializerOptions s_json = new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }.ForFhir(ModelInfo.ModelInspector);

    /// <inheritdoc/>
    public async System.Threading.Tasks.Task ExecuteAsync(HttpContext httpContext)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes<Resource>(resource, s_json);
        HttpResponse answer = httpContext.Response;
        answer.ContentType = MediaType + "; fhirVersion=4.0; charset=utf-8";
        if (isKept)
        {
            answer.Headers.CacheControl = "private, no-cache";
        }

        answer.ContentLength = body.Length;
        await answer.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
