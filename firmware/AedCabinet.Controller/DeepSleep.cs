using System;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Sleeping;
using nanoFramework.Hardware.Esp32;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The deep sleep of an ESP32: everything stops and memory is lost; the timer, the door or the SOS button start the board anew.
    /// The pins must be ones that can wake (<see cref="Parsing.PinMapReader.CanWake"/>) and need pull-ups of their own: those
    /// inside the chip are off in deep sleep.
    /// </summary>
    public static class DeepSleep
    {
        /// <summary>What started the board.</summary>
        /// <returns>The cause.</returns>
        public static WakeCause CauseOfStart()
        {
            switch (Sleep.GetWakeupCause())
            {
                case Sleep.WakeupCause.Undefined:
                    return WakeCause.PowerOn;
                case Sleep.WakeupCause.Timer:
                    return WakeCause.Timer;
                case Sleep.WakeupCause.Ext0:
                    return WakeCause.Sos;
                case Sleep.WakeupCause.Ext1:
                case Sleep.WakeupCause.Gpio:
                    return WakeCause.Pin;
                default:
                    return WakeCause.Unknown;
            }
        }

        /// <summary>Puts the board to sleep; on the device it does not return.</summary>
        /// <param name="plan">For how long, and what the door is like.</param>
        /// <param name="pins">Which pins wake.</param>
        public static void Begin(SleepPlan plan, PinMap pins)
        {
            Sleep.EnableWakeupByTimer(new TimeSpan(plan.LengthMs * TimeSpan.TicksPerMillisecond));
            if (pins.KitDoor >= 0)
            {
                // The contact pulls low while the door is shut: opening lets it rise. Of an open door the closing is what can be told next.
                Sleep.EnableWakeupByMultiPins(MaskOf(pins.KitDoor), plan.IsDoorOpen ? Sleep.WakeupMode.AllLow : Sleep.WakeupMode.AnyHigh);
            }

            if (pins.Sos >= 0 && !plan.IsSosDown)
            {
                Sleep.EnableWakeupByPin(MaskOf(pins.Sos), 0);
            }

            Sleep.StartDeepSleep();
        }

        private static Sleep.WakeupGpioPin MaskOf(int pin) => (Sleep.WakeupGpioPin)(1UL << pin);
    }
}
