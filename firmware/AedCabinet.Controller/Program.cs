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
            ILog log = new SerialLog();
            IStorage flash = new FlashStorage(FlashStorage.DeviceRoot);
            CabinetConfiguration configuration = ConfigurationFile.Load(flash, log);
            INetwork network = new BoardNetwork(configuration.Network);
            CabinetApplication cabinet = new CabinetApplication(
                configuration, new GpioController(), flash, network, new SystemClock(), new Random(), log);

            cabinet.Run();
            Power.RebootDevice(RebootOption.NormalReboot);
        }
    }
}
