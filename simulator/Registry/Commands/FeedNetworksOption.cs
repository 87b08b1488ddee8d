using System.CommandLine;
using System.Net;
using AedCabinet.Centre;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary><c>--feed-private-addresses</c>: which addresses that are not of the public internet webhooks may go to.</summary>
internal sealed class FeedNetworksOption
{
    /// <summary>Its name.</summary>
    public const string Name = "--feed-private-addresses";

    /// <summary>Initializes a new instance of the <see cref="FeedNetworksOption"/> class.</summary>
    public FeedNetworksOption() => Option.Validators.Add(result =>
    {
        foreach (string wrong in result.Tokens.Select(token => token.Value).Where(text => !IPNetwork.TryParse(text, out _)))
        {
            result.AddError($"{Name}：“{wrong}”不是网络，请写成例如10.20.0.0/16。/ {Name}: \"{wrong}\" is no network; write it like "
                + "10.20.0.0/16.");
        }
    });

    /// <summary>Gets the option, to be added to a command.</summary>
    public Option<string[]> Option { get; } = new(Name)
    {
        Description = "Let webhooks go to addresses that are not of the public internet, and without TLS: to those of the networks named "
            + "behind it (10.20.0.0/16 …), or, with none named, to all of this computer and its network. Unless given: https addresses of "
            + "the public internet alone.",
        HelpName = "NETWORK",
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>What was named.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>The networks as they were named, none for all; <c>null</c> when it was not given.</returns>
    public IReadOnlyList<string>? Named(ParseResult result) =>
        result.GetResult(Option) is null ? null : result.GetValue(Option) ?? [];

    /// <summary>Which addresses may be called.</summary>
    /// <param name="result">The command line.</param>
    /// <returns>They.</returns>
    public PrivateNetworks Networks(ParseResult result) => Named(result) switch
    {
        null => PrivateNetworks.None,
        [] => PrivateNetworks.All,
        { } named => PrivateNetworks.Of([.. named.Select(text => IPNetwork.Parse(text))]),
    };
}
