using AedCabinet.Contract;

namespace AedCabinet.Incidents;

/// <summary>Somebody who may be called to an incident.</summary>
public sealed record Responder
{
    /// <summary>Gets the id by which the responders' own system knows the person.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the name; empty where their system keeps it to itself.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Gets the telephone number; empty where their system keeps it to itself.</summary>
    public string Phone { get; init; } = string.Empty;

    /// <summary>Gets the site at which the person works; empty for none.</summary>
    public string Site { get; init; } = string.Empty;

    /// <summary>Gets the id of the cabinet beside which the person works; <c>null</c> for none.</summary>
    public string? Cabinet { get; init; }

    /// <summary>Gets where that cabinet speaks; <c>null</c> for none.</summary>
    public CabinetTopic? Topic { get; init; }

    /// <summary>Gets the prefecture, four digits.</summary>
    public required string Prefecture { get; init; }

    /// <summary>Gets the department of the site, as in topics; empty for none.</summary>
    public string Department { get; init; } = string.Empty;

    /// <summary>Gets where the person usually is.</summary>
    public required IncidentPlace Place { get; init; }

    /// <summary>Gets how far from there the person is called, m.</summary>
    public int WithinM { get; init; } = IncidentLimits.UsualWithinM;

    /// <summary>Gets a value indicating whether the person may be called at present.</summary>
    public bool IsActive { get; init; } = true;
}
