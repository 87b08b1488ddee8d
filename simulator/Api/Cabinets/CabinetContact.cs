using AedCabinet.Contract;

namespace AedCabinet.Api.Cabinets;

/// <summary>Whom to call about a cabinet. Each look at it is in the audit log.</summary>
public sealed record CabinetContact
{
    /// <summary>Gets the person's or office's name; <c>null</c> where the cabinet says none.</summary>
    public required string? Name { get; init; }

    /// <summary>Gets the telephone number; <c>null</c> where the cabinet says none.</summary>
    public required string? Phone { get; init; }

    /// <summary>Gets who is responsible at the department, as it told the registry; <c>null</c> where it told of nobody.</summary>
    public required string? Responsible { get; init; }

    /// <summary>Whom to call.</summary>
    /// <param name="about">As the cabinet says it.</param>
    /// <param name="responsible">Who is responsible, as the registry holds it.</param>
    /// <returns>The contact.</returns>
    internal static CabinetContact Of(ReportedAbout? about, string? responsible = null) =>
        new() { Name = about?.ContactName, Phone = about?.ContactPhone, Responsible = responsible };
}
