using System.CommandLine;
using System.Net;
using AedCabinet.Accounts;
using AedCabinet.Centre;
using AedCabinet.Incidents;
using AedCabinet.Page;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary>
/// The options that say from where the page may be reached, from this host alone unless it comes by HTTPS or through a proxy; and for how
/// long names of those who used it are kept.
/// </summary>
internal sealed class PageOptions
{
    private readonly Option<string?> _address = new("--http-address")
    {
        Description =
            "The address of this computer at which the page is served, such as 0.0.0.0 for all (default: 127.0.0.1). Others reach "
            + "it then: it needs --https-certificate or --trusted-proxy.",
        HelpName = "ADDRESS",
    };

    private readonly Option<FileInfo?> _certificate = new("--https-certificate")
    {
        Description = "Serve the page by HTTPS with this certificate (PEM, with those that lead to its root); read again when it changes.",
        HelpName = "FILE",
    };

    private readonly Option<FileInfo?> _key = new("--https-key")
    {
        Description = "The certificate's private key (PEM, unencrypted).",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _proxy = new("--trusted-proxy")
    {
        Description = "The address of a proxy that serves the page by HTTPS and says where requests come from (X-Forwarded-For, "
            + "X-Forwarded-Proto, and X-Forwarded-Host for a host of --page-origin); nobody else's word is taken. May be given several "
            + "times.",
        HelpName = "ADDRESS",
    };

    private readonly Option<int?> _keep = new("--keep-people")
    {
        Description =
            "For how many days names of people are kept in the audit log after their account is gone, and in emergencies, 1 to 36500 "
            + "(default: for ever).",
        HelpName = "DAYS",
    };

    private readonly Option<int> _keepIncidents = new("--keep-incidents")
    {
        Description =
            "For how many days what is personal in an incident is kept (its exact place and address, who handled it, who came, "
                + "notes), 1 to "
            + "36500. Times, distances and outcomes stay for the figures.",
        HelpName = "DAYS",
        DefaultValueFactory = _ => (int)IncidentParts.UsualKeeping.TotalDays,
    };

    private readonly Option<FileInfo?> _authority = new("--openid-connect")
    {
        Description =
            "A JSON file that names an outside OpenID Connect provider at which people log in, and which of its claims give which "
            + "roles (ACCESS.md).",
        HelpName = "FILE",
    };

    private readonly FeedNetworksOption _feeds = new();

    /// <summary>Which addresses that are not of the public internet webhooks may go to.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>They.</returns>
    public PrivateNetworks FeedNetworks(ParseResult result) => _feeds.Networks(result);

    /// <summary>The outside provider that people log in at.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>It; <c>null</c> for none.</returns>
    /// <exception cref="UserErrorException">Its file can't be used.</exception>
    public AuthoritySettings? Authority(ParseResult result) =>
        result.GetValue(_authority) is { } file ? AuthoritySettings.Load(file) : null;

    /// <summary>For how long names of people are kept.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>The time; <c>null</c> for ever.</returns>
    public TimeSpan? KeepPeople(ParseResult result) => result.GetValue(_keep) is { } days ? TimeSpan.FromDays(days) : null;

    /// <summary>For how long what is personal in an incident is kept.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>The time.</returns>
    public TimeSpan KeepIncidents(ParseResult result) => TimeSpan.FromDays(result.GetValue(_keepIncidents));

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _address, _certificate, _key, _proxy, _keep, _keepIncidents, _authority, _feeds.Option })
        {
            command.Options.Add(option);
        }

        foreach (Option keep in new Option[] { _keep, _keepIncidents })
        {
            keep.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int days) && days is < 1 or > 36500)
                {
                    result.AddError($"{keep.Name}：请用1至36500天。/ {keep.Name}: use 1 to 36500 days.");
                }
            });
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_certificate) is null != result.GetValue(_key) is null)
            {
                result.AddError("--https-certificate与--https-key须一同给出。/ --https-certificate and --https-key go together.");
            }
        });
    }

    /// <summary>Where the page is served, as the command line says.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="port">The port.</param>
    /// <param name="origins">Under which origins a proxy serves it.</param>
    /// <param name="clock">The time.</param>
    /// <param name="tell">Told when the certificate changes.</param>
    /// <returns>It.</returns>
    /// <exception cref="UserErrorException">An address is none, or the certificate can't be used.</exception>
    public PageListening Where(ParseResult result, int port, IReadOnlyList<string> origins, TimeProvider clock, Action<Wording> tell)
    {
        IPAddress address = result.GetValue(_address) is { } text ? Parse(text, "--http-address") : IPAddress.Loopback;
        IPAddress[] proxies = [.. (result.GetValue(_proxy) ?? []).Select(proxy => Parse(proxy, "--trusted-proxy"))];
        FileInfo? certificate = result.GetValue(_certificate);
        if (!IPAddress.IsLoopback(address) && certificate is null && proxies.Length == 0)
        {
            throw new UserErrorException(
                $"--http-address {address}：密码会以明文经过网络。请加--https-certificate与--https-key，或用--trusted-proxy写明提供HTTPS的代理。/ "
                    + $"--http-address {address}: passwords would cross the network unencrypted. Add --https-certificate and "
                    + $"--https-key, or "
                    + "name the proxy that serves HTTPS with --trusted-proxy.", UserErrorException.WrongInput);
        }

        return new PageListening(port)
        {
            Address = address,
            Proxies = proxies,
            Certificate = certificate is null ? null
                : PageCertificate.Load(certificate.FullName, result.GetValue(_key)!.FullName, clock, tell),
            Hosts = [.. origins.Select(origin => Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) ? uri.Host : origin)],
        };
    }

    private static IPAddress Parse(string text, string option) => IPAddress.TryParse(text, out IPAddress? address) ? address
        : throw new UserErrorException($"{option}：“{text}”不是IP地址。/ {option}: \"{text}\" is no IP address.", UserErrorException.WrongInput);
}
