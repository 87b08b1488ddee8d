using System;

namespace nanoFramework.Runtime.Native
{
    // The same as in the package: no member more, none different.
    public enum RebootOption
    {
        NormalReboot = 0,
        EnterNanoBooter = 1,
        ClrOnly = 2,
        EnterProprietaryBooter = 8,
    }

    public delegate void RebootEventHandler();

    // Offers more than the package.
    public class Power
    {
        public static event RebootEventHandler OnRebootEvent;

        public static int Reboots;

        protected internal static int ProtectedReboots;

        internal static int InternalReboots { get; set; }

        public static int CountedReboots { get; private set; }

        public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot)
        {
            InternalReboots++;
            OnRebootEvent?.Invoke();
        }

        // The package returns nothing.
        public static bool RebootDevice(int timeout, RebootOption rebootOption) => false;

        // The package takes a RebootOption.
        public static void RebootDevice(long timeout)
        {
        }

        public override string ToString() => "power";

        protected virtual void OnReboot()
        {
        }

        public sealed class Nested
        {
        }
    }

    public static class Rtc
    {
        public static bool SetSystemTime(DateTime time) => time.Year > 2000;
    }

    // The package's constructor is not listed, so a stand-in may not be made with one.
    public class SystemInfo
    {
        public SystemInfo(string oem) => OEMString = oem;

        public static string OEMString { get; private set; }
    }

    public static class Simulation
    {
        public static void Advance(int milliseconds)
        {
        }
    }
}

namespace nanoFramework.Hardware.Esp32
{
    public static class Sleep
    {
        // A value differs and a name is invented.
        public enum WakeupMode
        {
            AnyHigh = 1,
            AllLow = 7,
            Sometimes = 9,
        }
    }
}
