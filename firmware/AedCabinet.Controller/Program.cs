using System;
using System.Device.Gpio;
using AedCabinet.Inputs;
using AedCabinet.Platform;
using AedCabinet.Settings;
using nanoFramework.Runtime.Native;

namespace AedCabinet.Controller
{
    /// <summary>The device.</summary>
    public static class Program
    {
        /// <summary>Runs the cabinet for as long as the board has power.</summary>
        public static void Main()
        {
            LastResort lastResort = null;
            GpioController gpio = null;
            CabinetConfiguration configuration = null;
            CabinetApplication cabinet = null;
            try
            {
                gpio = new GpioController();
                SerialLog log = new SerialLog();
                FlashStorage flash = new FlashStorage(FlashStorage.DeviceRoot);
                lastResort = new LastResort(flash, new DeviceBoard(), log);
                configuration = Load(flash, SystemInfo.TargetName, log);
                cabinet = Create(configuration, gpio, flash, lastResort, log);
                cabinet.Run();
                if (cabinet.Sleep != null)
                {
                    DeepSleep.Begin(cabinet.Sleep, configuration.Pins);
                }

                Power.RebootDevice(RebootOption.NormalReboot);
            }
            catch (Exception exception)
            {
                if (lastResort != null)
                {
                    WakeCause wake = cabinet == null ? DeepSleep.CauseOfStart() : WakeCause.Timer;
                    lastResort.EndMain(exception, wake, gpio, configuration == null ? null : configuration.Pins, SystemInfo.TargetName);
                }

                Power.RebootDevice(RebootOption.NormalReboot);
            }
        }

        /// <summary>Reads the settings; whatever happens to who reads them, the door is watched.</summary>
        /// <param name="flash">The flash.</param>
        /// <param name="target">The target of the image that runs.</param>
        /// <param name="log">Told every problem.</param>
        /// <returns>A configuration to run with.</returns>
        public static CabinetConfiguration Load(IStorage flash, string target, ILog log)
        {
            try
            {
                return ConfigurationFile.Load(flash, target, log);
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                log.Error(ConfigurationFile.Name + ": can't be read (" + exception.GetType().FullName + ")");
                return CabinetConfiguration.NotCommissioned(FaultCode.UnreadableConfiguration, KnownBoards.PinsOfTarget(target));
            }
        }

        private static CabinetApplication Create(
            CabinetConfiguration configuration, GpioController gpio, IStorage flash, LastResort lastResort, ILog log)
        {
            CabinetHardware board = new CabinetHardware(
                gpio,
                OneWireBus.Open(configuration.Pins.OneWireRx, configuration.Pins.OneWireTx, log),
                new AdcBatteryGauge(configuration.Pins.BatteryAdc, configuration.Power.BatteryFullScaleMv),
                flash,
                new BoardNetwork(configuration.Network),
                new SystemClock());
            board.Board = new DeviceBoard();
            board.LastResort = lastResort;
            board.Target = SystemInfo.TargetName;
            board.WakeCause = DeepSleep.CauseOfStart();
            return new CabinetApplication(configuration, board, new Random(), log);
        }
    }
}
