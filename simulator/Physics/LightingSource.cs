using AedCabinet.Settings;

namespace AedCabinet.Simulator.Physics;

/// <summary>How an AED with a given indicator profile really lights up.</summary>
public static class LightingSource
{
    /// <summary>The lighting that fits a profile.</summary>
    /// <param name="profile">The firmware's profile of the AED.</param>
    /// <returns>The lighting; periods and pulses are the model's own, none is confirmed for any AED.</returns>
    public static LightingProfile For(IndicatorProfile profile) => profile.Kind switch
    {
        IndicatorKind.Unreadable => LightingProfile.Unreadable,
        IndicatorKind.Steady => LightingProfile.SteadyGreenOrRed,
        _ => profile.Red.IsUsed ? LightingProfile.BlinkingGreenOrRed : LightingProfile.BlinkingOrDark,
    };
}
