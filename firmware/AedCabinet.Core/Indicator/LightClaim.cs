using AedCabinet.Settings;

namespace AedCabinet.Indicator
{
    /// <summary>The meaning of the lights at one moment, by the profile. Pure functions.</summary>
    public static class LightClaim
    {
        /// <summary>The claim of one light.</summary>
        /// <param name="light">The light.</param>
        /// <param name="meanings">What the profile says of it.</param>
        /// <param name="profile">The profile, for the ranges of a blink that means ready.</param>
        /// <returns>
        /// Dark for a light that is off or not read at all: it claims nothing. Unknown for one not observed long enough, or that
        /// the profile does not explain, a blink outside its ranges or in a rhythm that nobody confirmed included; attention and
        /// in-use are believed at any pace.
        /// </returns>
        public static IndicatorState Of(IndicatorChannel light, LightMeanings meanings, IndicatorProfile profile)
        {
            if (!meanings.IsUsed || light.Class == LightClass.Off)
            {
                return IndicatorState.Dark;
            }

            IndicatorMeaning meaning = light.Class == LightClass.Blinking ? meanings.Blinking
                : light.Class == LightClass.Steady ? meanings.Steady
                : IndicatorMeaning.None;
            switch (meaning)
            {
                case IndicatorMeaning.Ready:
                    // Stray light blinks too: a rhythm that was not taught or confirmed for this cabinet proves nothing.
                    return light.Class == LightClass.Steady
                        || (profile.IsPeriodConfirmed && profile.AllowsBlink(light.PeriodMs, light.PulseMs))
                        ? IndicatorState.Ready
                        : IndicatorState.Unknown;
                case IndicatorMeaning.InUse:
                    return IndicatorState.InUse;
                case IndicatorMeaning.Attention:
                    return IndicatorState.Attention;
                default:
                    return IndicatorState.Unknown;
            }
        }

        /// <summary>The claim of two lights.</summary>
        /// <param name="one">What one claims.</param>
        /// <param name="other">What the other claims.</param>
        /// <returns>
        /// What both claim, or what one claims beside a dark one. Attention beside an unknown one is attention, anything else
        /// beside it is unknown. Two different claims are a conflict.
        /// </returns>
        public static IndicatorState Together(IndicatorState one, IndicatorState other)
        {
            if (one == other || other == IndicatorState.Dark)
            {
                return one;
            }

            if (one == IndicatorState.Dark)
            {
                return other;
            }

            if (one == IndicatorState.Unknown || other == IndicatorState.Unknown)
            {
                return one == IndicatorState.Attention || other == IndicatorState.Attention ? IndicatorState.Attention
                    : IndicatorState.Unknown;
            }

            return IndicatorState.Conflict;
        }
    }
}
