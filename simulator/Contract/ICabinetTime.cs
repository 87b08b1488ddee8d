namespace AedCabinet.Contract;

/// <summary>The time where the cabinets hang.</summary>
public interface ICabinetTime
{
    /// <summary>Gets the local time of day.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Gets how many of its seconds pass in a real one, above 0.</summary>
    double Speed { get; }
}
