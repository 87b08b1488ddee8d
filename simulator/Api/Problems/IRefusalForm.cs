namespace AedCabinet.Api.Problems;

/// <summary>How a part of the API tells that it refuses, where a standard asks for another form than problem details.</summary>
internal interface IRefusalForm
{
    /// <summary>Whether a path belongs to it.</summary>
    /// <param name="path">The path.</param>
    /// <returns><c>true</c> when it does.</returns>
    bool IsFor(PathString path);

    /// <summary>Writes the body; the status and the headers are set.</summary>
    /// <param name="context">The request.</param>
    /// <param name="problem">What is refused, in the reader's language.</param>
    /// <returns>When it is written.</returns>
    Task WriteAsync(HttpContext context, Problem problem);
}
