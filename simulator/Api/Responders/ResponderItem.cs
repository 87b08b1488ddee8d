using AedCabinet.Incidents;

namespace AedCabinet.Api.Responders;

/// <summary>Somebody who may be called.</summary>
public sealed record ResponderItem
{
    /// <summary>Gets the id by which the responders' own system knows the person.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the name; <c>null</c> for none, and unless it was asked for and may be seen.</summary>
    public required string? Name { get; init; }

    /// <summary>Gets the telephone number; <c>null</c> for none, and unless it was asked for and may be seen.</summary>
    public required string? Phone { get; init; }

    /// <summary>Gets the site; <c>null</c> for none.</summary>
    public required string? Site { get; init; }

    /// <summary>Gets the id of the cabinet beside which the person works; <c>null</c> for none.</summary>
    public required string? Cabinet { get; init; }

    /// <summary>Gets the first four digits of the prefecture's GB/T 2260 code.</summary>
    public required string Prefecture { get; init; }

    /// <summary>Gets the department of the site; <c>null</c> for none.</summary>
    public required string? Department { get; init; }

    /// <summary>Gets the latitude, degrees WGS-84.</summary>
    public required double Latitude { get; init; }

    /// <summary>Gets the longitude, degrees WGS-84.</summary>
    public required double Longitude { get; init; }

    /// <summary>Gets how far from there the person is called, m.</summary>
    public required int WithinM { get; init; }

    /// <summary>Gets a value indicating whether the person may be called at present.</summary>
    public required bool IsActive { get; init; }

    /// <summary>A responder as the API gives it.</summary>
    /// <param name="one">The responder.</param>
    /// <param name="hasContact">Whether name and number are given.</param>
    /// <returns>It.</returns>
    internal static ResponderItem Of(Responder one, bool hasContact) => new()
    {
        Id = one.Id,
        Name = hasContact && one.Name.Length > 0 ? one.Name : null,
        Phone = hasContact && one.Phone.Length > 0 ? one.Phone : null,
        Site = one.Site.Length > 0 ? one.Site : null,
        Cabinet = one.Cabinet,
        Prefecture = one.Prefecture,
        Department = one.Department.Length > 0 ? one.Department : null,
        Latitude = one.Place.Latitude,
        Longitude = one.Place.Longitude,
        WithinM = one.WithinM,
        IsActive = one.IsActive,
    };
}
