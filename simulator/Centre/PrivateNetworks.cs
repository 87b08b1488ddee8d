using System.Net;

namespace AedCabinet.Centre;

/// <summary>
/// Which addresses that are not of the public internet may be called: none, those of named networks, or all. Those of the public internet
/// always may.
/// </summary>
public sealed class PrivateNetworks
{
    private readonly IReadOnlyList<IPNetwork> _networks;

    private PrivateNetworks(bool isAll, IReadOnlyList<IPNetwork> networks)
    {
        IsAll = isAll;
        _networks = networks;
    }

    /// <summary>Gets no private address.</summary>
    public static PrivateNetworks None { get; } = new(false, []);

    /// <summary>Gets every private address.</summary>
    public static PrivateNetworks All { get; } = new(true, []);

    /// <summary>Gets a value indicating whether every address may be called.</summary>
    public bool IsAll { get; }

    /// <summary>Gets a value indicating whether any private address may be called.</summary>
    public bool HasAny => IsAll || _networks.Count > 0;

    /// <summary>Those of named networks.</summary>
    /// <param name="networks">The networks.</param>
    /// <returns>They.</returns>
    public static PrivateNetworks Of(IReadOnlyList<IPNetwork> networks) => new(false, networks);

    /// <summary>Whether an address may be called.</summary>
    /// <param name="address">The address.</param>
    /// <returns><c>true</c> when it may.</returns>
    public bool Allows(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IsAll || PublicAddresses.Has(plain) || _networks.Any(
            network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }
}
