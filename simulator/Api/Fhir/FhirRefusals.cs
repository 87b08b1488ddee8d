using AedCabinet.Api.Problems;
using Hl7.Fhir.Model;
using Task = System.Threading.Tasks.Task;

namespace AedCabinet.Api.Fhir;

/// <summary>Refusals of the FHIR routes: an <c>OperationOutcome</c>, with one issue for each thing that is wrong.</summary>
internal sealed class FhirRefusals : IRefusalForm
{
    private static readonly PathString s_area = FhirRoutes.Base;

    /// <inheritdoc/>
    public bool IsFor(PathString path) => path.StartsWithSegments(s_area);

    /// <inheritdoc/>
    public Task WriteAsync(HttpContext context, Problem problem)
    {
        OperationOutcome outcome = new() { Language = context.Response.Headers.ContentLanguage };
        foreach (ProblemPart part in problem.Errors)
        {
            OperationOutcome.IssueComponent issue = IssueOf(problem, part.Detail);
            string? place = part.Parameter ?? part.Header;
            issue.Expression = place is null ? [] : ["http." + place];
            outcome.Issue.Add(issue);
        }

        if (outcome.Issue.Count == 0)
        {
            outcome.Issue.Add(IssueOf(problem, problem.Detail));
        }

        return new FhirAnswer(outcome, isKept: false).ExecuteAsync(context);
    }

    private static OperationOutcome.IssueComponent IssueOf(Problem problem, string what) => new()
    {
        Severity = problem.Status >= StatusCodes.Status500InternalServerError && problem.Status != StatusCodes.Status503ServiceUnavailable
            ? OperationOutcome.IssueSeverity.Fatal : OperationOutcome.IssueSeverity.Error,
        Code = problem.Status switch
        {
            StatusCodes.Status400BadRequest => OperationOutcome.IssueType.Invalid,
            StatusCodes.Status401Unauthorized => OperationOutcome.IssueType.Login,
            StatusCodes.Status403Forbidden => OperationOutcome.IssueType.Forbidden,
            StatusCodes.Status404NotFound => OperationOutcome.IssueType.NotFound,
            StatusCodes.Status405MethodNotAllowed => OperationOutcome.IssueType.NotSupported,
            StatusCodes.Status413PayloadTooLarge => OperationOutcome.IssueType.TooLong,
            StatusCodes.Status429TooManyRequests => OperationOutcome.IssueType.Throttled,
            StatusCodes.Status503ServiceUnavailable => OperationOutcome.IssueType.Transient,
            StatusCodes.Status500InternalServerError => OperationOutcome.IssueType.Exception,
            _ => OperationOutcome.IssueType.Processing,
        },
        Details = new CodeableConcept(FhirNames.Problems, problem.Type.Split('/')[^1], problem.Title, what),
        Diagnostics = problem.Detail,
    };
}
