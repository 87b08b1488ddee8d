namespace AedCabinet.Api.Responders;

/// <summary>Somebody who may be called. Name and telephone number may be left out: the responders' own system knows the person by the
/// id.</summary>
public sealed record ResponderRequest
{
    /// <summary>Gets the id by which the responders' own system knows the person, up to 64 characters of A–Z, a–z, 0–9, dot, dash and
    /// underline; left out where the address has it.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the name, up to 64 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Gets the site at which the person works, up to 64 characters.</summary>
    public string? Site { get; init; }

    /// <summary>
    /// Gets the id of the cabinet beside which the person works: then its place is the person's, unless another is given.
    /// </summary>
    public string? Cabinet { get; init; }

    /// <summary>Gets the degrees north of where the person usually is.</summary>
    public double? Lat { get; init; }

    /// <summary>Gets the degrees east.</summary>
    public double? Lon { get; init; }

    /// <summary>Gets, instead of both, coordinates as they were pasted.</summary>
    public string? At { get; init; }

    /// <summary>Gets what they are measured in: wgs84, gcj02 (Gaode, Tencent) or bd09 (Baidu); wgs84 unless said.</summary>
    public string? Datum { get; init; }

    /// <summary>Gets how far from there the person is called, m, 100 to 20000; 1500 unless said.</summary>
    public int? WithinM { get; init; }

    /// <summary>Gets whether the person may be called at present; so unless said.</summary>
    public bool? Active { get; init; }
}
