using AedCabinet.Api.Problems;
using AedCabinet.Terminal;

namespace AedCabinet.Api.Fhir;

/// <summary>The ids of cabinets as FHIR writes ids: letters, digits, '-' and '.', 64 at most, so that each can be read back.</summary>
internal static class FhirNames
{
    /// <summary>The system of cabinets' ids.</summary>
    public const string Cabinets = "urn:aed-cabinet:cabinet";

    /// <summary>The system of the words that FHIR has none for.</summary>
    public const string Words = "urn:aed-cabinet:words";

    /// <summary>The system of the API's problems: a code's description is at <c>/v1/problems/</c> and the code.</summary>
    public const string Problems = "urn:aed-cabinet:problems";

    /// <summary>An id as FHIR writes it.</summary>
    /// <param name="id">The cabinet's id.</param>
    /// <returns>FHIR's.</returns>
    public static string Of(string id) => id.Replace(".", ".d", StringComparison.Ordinal).Replace("_", ".u", StringComparison.Ordinal);

    /// <summary>A cabinet's id.</summary>
    /// <param name="id">FHIR's.</param>
    /// <returns>The cabinet's.</returns>
    public static string Read(string id) => id.Replace(".u", "_", StringComparison.Ordinal).Replace(".d", ".", StringComparison.Ordinal);

    /// <summary>There is no such resource for who asks.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="id">Its id.</param>
    /// <returns>The refusal.</returns>
    public static ProblemException Missing(string type, string id) =>
        new(ProblemKind.NotFound, new Wording($"没有{type}“{id}”。", $"There is no {type} \"{id}\"."));
}
