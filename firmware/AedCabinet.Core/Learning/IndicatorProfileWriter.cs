using AedCabinet.Formats;
using AedCabinet.Parsing;
using AedCabinet.Settings;

namespace AedCabinet.Learning
{
    /// <summary>
    /// Writes a profile as <see cref="IndicatorProfileReader"/> reads it: to report a learned one and to keep a confirmed one.
    /// </summary>
    public static class IndicatorProfileWriter
    {
        /// <summary>Writes a profile's members into the object begun last.</summary>
        /// <param name="profile">The profile.</param>
        /// <param name="json">Receives its members.</param>
        public static void Write(IndicatorProfile profile, JsonWriter json)
        {
            json.Member("version", IndicatorProfile.FormatVersion);
            json.Member("name", profile.Name);
            json.Member("model", profile.Model);
            json.Member("source", profile.Source);
            json.Member("learnable", profile.IsLearnable);
            json.Member("kind", Words.At(IndicatorProfileReader.Kinds, (int)profile.Kind));
            json.Member("kindConfirmed", profile.IsKindConfirmed);
            WriteMeanings("green", profile.Green, json);
            WriteMeanings("red", profile.Red, json);
            if (profile.Kind == IndicatorKind.Blinking)
            {
                json.BeginObject("period");
                json.Member("minMs", profile.PeriodMinMs);
                json.Member("maxMs", profile.PeriodMaxMs);
                json.Member("confirmed", profile.IsPeriodConfirmed);
                json.EndObject();
                json.BeginObject("pulse");
                json.Member("minMs", profile.PulseMinMs);
                json.Member("maxMs", profile.PulseMaxMs);
                json.Member("confirmed", profile.IsPulseConfirmed);
                json.EndObject();
            }

            json.BeginObject("dark");
            json.Member("afterMs", profile.DarkAfterMs);
            json.Member("confirmed", profile.IsDarkConfirmed);
            json.EndObject();
            json.BeginObject("temperature");
            json.Member("minDeciC", profile.TemperatureMinDeciC);
            json.Member("maxDeciC", profile.TemperatureMaxDeciC);
            json.Member("confirmed", profile.IsTemperatureConfirmed);
            json.EndObject();
        }

        private static void WriteMeanings(string name, LightMeanings light, JsonWriter json)
        {
            if (!light.IsUsed)
            {
                return;
            }

            json.BeginObject(name);
            if (light.Blinking != IndicatorMeaning.None)
            {
                json.Member("blinking", Words.At(IndicatorProfileReader.Meanings, (int)light.Blinking));
            }

            if (light.Steady != IndicatorMeaning.None)
            {
                json.Member("steady", Words.At(IndicatorProfileReader.Meanings, (int)light.Steady));
            }

            json.Member("confirmed", light.IsConfirmed);
            json.EndObject();
        }
    }
}
