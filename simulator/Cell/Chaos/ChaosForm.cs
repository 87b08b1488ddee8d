namespace AedCabinet.Cell.Chaos;

/// <summary>What a chaos is for.</summary>
public enum ChaosForm
{
    /// <summary>One kill of each kind, two minutes; times are told, not judged.</summary>
    Short,

    /// <summary>Once each thing of which the cost in time is reckoned with, and how much the cell bears: for <c>bench</c>.</summary>
    Figures,

    /// <summary>Everything that can be broken, in an order drawn from the seed.</summary>
    Long,
}
