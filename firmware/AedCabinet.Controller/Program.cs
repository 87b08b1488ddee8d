using System;
using System.Device.Gpio;
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
            try
            {
                SerialLog log = new SerialLog();
                FlashStorage flash = new FlashStorage(FlashStorage.DeviceRoot);
                lastResort = new LastResort(flash, new DeviceBoard(), log);
                CabinetConfiguration configuration = ConfigurationFile.Load(flash, SystemInfo.TargetName, log);
                CabinetApplication cabinet = Create(configuration, flash, lastResort, log);
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
                    lastResort.End("main", exception);
                }

                Power.RebootDevice(RebootOption.NormalReboot);
            }
        }

        private static CabinetApplication Create(CabinetConfiguration configuration, IStorage flash, LastResort lastResort, ILog log)
        {
            CabinetHardware board = new CabinetHardware(
                new GpioController(),
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
