namespace AedCabinet.Simulator.Web.Components.Cabinet;

/// <summary>The parts of the sign for an AED (ISO 7010 E010, proposed by ILCOR), each in a square of 100 by 100.</summary>
internal static class Shapes
{
    /// <summary>The heart.</summary>
    public const string Heart =
        "M50 92 C26 72 6 54 6 32 C6 17 17 7 30 7 C39 7 46 12 50 20 C54 12 61 7 70 7 C83 7 94 17 94 32 C94 54 74 72 50 92 Z";

    /// <summary>The bolt in the heart.</summary>
    public const string Bolt = "M57 18 L33 52 H47 L40 80 L67 42 H53 Z";

    /// <summary>A cross with equal arms.</summary>
    public const string Cross = "M36 8 H64 V36 H92 V64 H64 V92 H36 V64 H8 V36 H36 Z";
}
