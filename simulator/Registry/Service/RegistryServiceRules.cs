using AedCabinet.Ledger;
using Microsoft.Extensions.Options;

namespace AedCabinet.Registry.Service;

/// <summary>What the registry's options must keep to. Each message says which option, what is wrong and what to use.</summary>
internal sealed class RegistryServiceRules : IValidateOptions<RegistryServiceOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RegistryServiceOptions options)
    {
        string[] problems = [.. ProblemsOf(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> ProblemsOf(RegistryServiceOptions options)
    {
        if (options.HttpPort is { } port && port is < 0 or > 65535)
        {
            yield return $"--http: {port} is not a port; use 0 to 65535.";
        }

        // A broker gives a session without a name a name of its own, another each time: nothing would wait for the registry.
        if (string.IsNullOrWhiteSpace(options.ClientId))
        {
            yield return "--client-id: is empty; the broker keeps the session under it. Leave it out, or give a name.";
        }

        if (options.Role != RegistryRole.All && options.Store is not PostgresStore)
        {
            yield return "--role：几个进程共用一个数据库，需要--store postgres；SQLite只能由一个进程使用，请去掉--role。/ --role: several processes "
                + "share one database, which needs --store postgres; a SQLite file is one process's own, leave --role out.";
        }

        if (options.Role == RegistryRole.Page && options.HttpPort is null)
        {
            yield return "--role page：需要--http PORT，网页在哪个端口。/ --role page: it needs --http PORT, where the page is served.";
        }

        foreach (string text in options.PageOrigins)
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? origin) || origin.Scheme is not ("http" or "https")
                || origin.GetLeftPart(UriPartial.Authority) != text)
            {
                yield return $"--page-origin: \"{text}\" is no origin; use https://HOST or https://HOST:PORT, without a path.";
            }
        }
    }
}
