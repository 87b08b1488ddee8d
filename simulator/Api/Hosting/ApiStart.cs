using AedCabinet.Api.Problems;
using Microsoft.AspNetCore.Hosting;

namespace AedCabinet.Api.Hosting;

/// <summary>What comes before everything else of a host: whatever is refused on the way in is told as a problem too.</summary>
internal sealed class ApiStart : IStartupFilter
{
    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(ApiHeads.LetInAsync);
        app.Use(ProblemWriter.TellAsync);
        next(app);
    };
}
