using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AedCabinet.Testing;
using CliWrap;
using CliWrap.Buffered;

namespace AedCabinet.Centre.Tests.Api;

/// <summary>Keeps what went over the wire, for whoever holds it against the document.</summary>
internal sealed class ApiTraffic() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private static readonly ConcurrentQueue<string> s_lines = new();

    /// <summary>
    /// Holds what was seen since the last time against the document that is checked in; one program for all of it.
    /// </summary>
    public static void MustBeAsDocumented()
    {
        List<string> lines = [];
        while (s_lines.TryDequeue(out string? line))
        {
            lines.Add(line);
        }

        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, lines);
            BufferedCommandResult result = Cli.Wrap("node").WithArguments(
                [RepositoryRoot.At("tests/contract/api.mjs"), RepositoryRoot.At("simulator/Api/openapi.v1.json"), file]).Run();
            Assert.AreEqual(0, result.ExitCode, result.Output());
        }
        finally
        {
            File.Delete(file);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        string? type = answer.Content.Headers.ContentType?.MediaType;
        if (type != "text/event-stream" && !request.RequestUri!.AbsolutePath.StartsWith("/openapi/", StringComparison.Ordinal))
        {
            string body = await answer.Content.ReadAsStringAsync(cancellationToken);
            s_lines.Enqueue(new JsonObject
            {
                ["method"] = request.Method.Method,
                ["path"] = request.RequestUri!.AbsolutePath,
                ["status"] = (int)answer.StatusCode,
                ["type"] = type,
                ["body"] = type?.EndsWith("json", StringComparison.Ordinal) == true && body.Length > 0 ? JsonNode.Parse(body) : null,
            }.ToJsonString());
        }

        return answer;
    }
}
