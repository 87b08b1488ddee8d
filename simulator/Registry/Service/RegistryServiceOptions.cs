using AedCabinet.Accounts;
using AedCabinet.Alerting;
using AedCabinet.Care;
using AedCabinet.Cell.Source;
using AedCabinet.Centre;
using AedCabinet.Incidents;
using AedCabinet.Ledger;
using AedCabinet.Page.Map;
using AedCabinet.Page;

namespace AedCabinet.Registry.Service;

/// <summary>What <c>registry</c> was asked for.</summary>
/// <param name="Access">How to get in at the broker; <c>null</c> for a process that only serves the page.</param>
/// <param name="ClientId">Under which id the broker keeps the session.</param>
/// <param name="Store">Where the database is.</param>
/// <param name="HttpPort">The port of the page and the figures on 127.0.0.1; <c>null</c> for none, 0 for any free one.</param>
/// <param name="WakeHours">Every how many hours a battery kit reports.</param>
/// <param name="PageKeys">The cabinets' keys, with which the page may command; <c>null</c> when it may not.</param>
/// <param name="ResendKeys">The cabinets' keys, with which missing events are asked for again; <c>null</c> when there are none.</param>
internal sealed record RegistryServiceOptions(BrokerAccess? Access, string ClientId, LedgerStore Store, int? HttpPort, int WakeHours,
    CommandKeys? PageKeys = null, CommandKeys? ResendKeys = null)
{
    /// <summary>Gets the origins under which a proxy serves the page, beside its own.</summary>
    public IReadOnlyList<string> PageOrigins { get; init; } = [];

    /// <summary>Gets by what those on call are told; <c>null</c> when this process tells nobody.</summary>
    public AlertingSettings? Alerting { get; init; }

    /// <summary>Gets to which addresses that are not of the public internet webhooks may go, and without TLS.</summary>
    public PrivateNetworks FeedNetworks { get; init; } = PrivateNetworks.None;

    /// <summary>Gets a value indicating whether they may go to all of those.</summary>
    public bool FeedsMayBePrivate
    {
        get => FeedNetworks.IsAll;
        init => FeedNetworks = value ? PrivateNetworks.All : PrivateNetworks.None;
    }

    /// <summary>Gets what the public page of a cabinet says.</summary>
    public FirstAidTexts FirstAidTexts { get; init; } = FirstAidTexts.Shipped;

    /// <summary>Gets what is configured for the page's map.</summary>
    public MapSettings Map { get; init; } = MapSettings.None;

    /// <summary>Gets for how long names of people are kept; <c>null</c> for ever.</summary>
    public TimeSpan? KeepPeople { get; init; }

    /// <summary>Gets for how long what is personal in an incident is kept; <c>null</c> for ever.</summary>
    public TimeSpan? KeepIncidents { get; init; } = IncidentParts.UsualKeeping;

    /// <summary>Gets the outside provider that people log in at; <c>null</c> for none.</summary>
    public AuthoritySettings? Authority { get; init; }

    /// <summary>Gets where the page is reached; <c>null</c> for this host alone.</summary>
    public PageListening? Listening { get; init; }

    /// <summary>Gets what this process does.</summary>
    public RegistryRole Role { get; init; }

    /// <summary>Gets the times of the leases.</summary>
    public LeaseTimes Times { get; init; } = LeaseTimes.Usual;

    /// <summary>
    /// Gets a value indicating whether several processes share the work: they find each other in the database, and what one holds in memory
    /// is of no use to another.
    /// </summary>
    public bool IsShared => Store is PostgresStore && (Cell is not null || Role != RegistryRole.All);

    /// <summary>Gets a value indicating whether what comes is taken in here.</summary>
    public bool TakesIn => Role != RegistryRole.Page;

    /// <summary>Gets how to get in at a cell; <c>null</c> where messages come from one broker.</summary>
    public CellAccess? Cell { get; init; }
}
