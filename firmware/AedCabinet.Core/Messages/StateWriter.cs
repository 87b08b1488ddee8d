using AedCabinet.Events;
using AedCabinet.Formats;
using AedCabinet.Indicator;
using AedCabinet.Settings;
using AedCabinet.State;
using AedCabinet.Supply;
using AedCabinet.Temperature;

namespace AedCabinet.Messages
{
    /// <summary>Writes the sections of the <c>state</c> message, each left out where the cabinet has no such thing.</summary>
    internal static class StateWriter
    {
        private const string PresenceNames = "not-fitted, present, absent, unknown";
        private const string HealthNames = "unknown, ok, fault";

        public static void WriteDoors(JsonWriter writer, CabinetState state)
        {
            writer.BeginObject("doors");
            if (state.Kind != CabinetKind.Kit)
            {
                writer.Member("aed", state.IsAedDoorOpen ? "open" : "closed");
            }

            if (state.Kind != CabinetKind.Aed)
            {
                writer.Member("kit", state.IsKitDoorOpen ? "open" : "closed");
            }

            writer.EndObject();
        }

        public static void WriteAed(JsonWriter writer, CabinetState state)
        {
            if (state.Kind != CabinetKind.Kit)
            {
                writer.Member("aed", Words.At(PresenceNames, (int)state.Aed));
            }
        }

        public static void WriteOpen(JsonWriter writer, CabinetState state)
        {
            writer.BeginArray("open");
            if (state.IsRemovalOpen)
            {
                writer.Item(EventCatalog.NameOf(EventKind.AedRemoved));
            }

            if (state.IsSosOpen)
            {
                writer.Item(EventCatalog.NameOf(EventKind.SosPressed));
            }

            if (state.IsKitOpeningOpen)
            {
                writer.Item(EventCatalog.NameOf(EventKind.KitOpened));
            }

            writer.EndArray();
        }

        public static void WriteIndicator(JsonWriter writer, CabinetState state, IndicatorProfile profile)
        {
            if (state.Kind != CabinetKind.Kit && profile.Name.Length > 0)
            {
                writer.Member("indicator", IndicatorDecoder.NameOf(state.Indicator));
            }
        }

        public static void WriteClimate(JsonWriter writer, CabinetState state, ClimateSettings climate)
        {
            WriteTemperature(writer, state, climate);
            if (climate.HeaterFitted)
            {
                writer.Member("heater", state.IsHeaterOn);
            }

            if (climate.FanFitted)
            {
                writer.Member("fan", state.IsFanOn);
            }
        }

        public static void WriteTemperature(JsonWriter writer, CabinetState state, ClimateSettings climate)
        {
            if (!climate.ProbeFitted)
            {
                return;
            }

            writer.BeginObject("temperature");
            if (state.InsideProbe == ProbeHealth.Ok)
            {
                writer.Member("insideDeciC", state.InsideDeciC);
            }

            if (state.OutsideProbe == ProbeHealth.Ok)
            {
                writer.Member("outsideDeciC", state.OutsideDeciC);
            }

            writer.Member("health", Words.At(HealthNames, (int)state.InsideProbe));
            writer.EndObject();
        }

        public static void WritePower(JsonWriter writer, CabinetState state)
        {
            if (state.Mains == MainsState.Present || state.Mains == MainsState.Lost)
            {
                writer.Member("mains", state.Mains == MainsState.Present ? "present" : "lost");
            }

            if (state.Battery == BatteryLevel.Ok || state.Battery == BatteryLevel.Low || state.Battery == BatteryLevel.Critical)
            {
                writer.BeginObject("battery");
                writer.Member("mV", state.BatteryMv);
                writer.Member("level", state.Battery == BatteryLevel.Ok ? "ok" : state.Battery == BatteryLevel.Low ? "low" : "critical");
                writer.EndObject();
            }
        }
    }
}
