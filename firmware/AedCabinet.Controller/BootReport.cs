using System.Text;
using AedCabinet.Formats;
using AedCabinet.Inputs;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.Supervision;

namespace AedCabinet.Controller
{
    /// <summary>
    /// What a technician at the serial log has to know after a start, one line a fact: what runs here, who it is, what is on
    /// flash and what is missing, how the last boot ended. Names files, hosts and reasons; never a password or a key.
    /// </summary>
    public static class BootReport
    {
        private const string DeployAgain = "deploy the folder made by provision: run flash.sh again (Windows: flash.ps1)";
        private const string CertificateMark = "-----BEGIN CERTIFICATE-----";

        private const string KindNames = "aed, kit, station";

        /// <summary>Writes the report.</summary>
        /// <param name="configuration">The settings it runs with.</param>
        /// <param name="hardware">What it runs on.</param>
        /// <param name="boot">The number of this boot.</param>
        /// <param name="boots">How the last one ended.</param>
        /// <param name="log">The serial log.</param>
        public static void Write(CabinetConfiguration configuration, CabinetHardware hardware, int boot, BootRecord boots, ILog log)
        {
            log.Info("firmware: " + FirmwareVersion.Text + ", target " + hardware.Target + ", board " + configuration.Pins.Board + ", boot "
                + boot.ToString());
            WriteCabinet(configuration, log);
            WriteBoard(configuration, hardware.Target, log);
            WriteFiles(configuration, hardware.Flash, log);
            WriteStart(hardware.WakeCause, boots, log);
            WriteNetwork(configuration, log);
        }

        private static void WriteCabinet(CabinetConfiguration configuration, ILog log)
        {
            if (configuration.IsCommissioned)
            {
                log.Info("cabinet: " + configuration.Id + ", kind " + Words.At(KindNames, (int)configuration.Kind)
                    + (configuration.IsSafeMode ? ", in safe mode" : string.Empty));
            }
            else
            {
                log.Error("cabinet: not commissioned, fault code " + ((int)configuration.Fault).ToString()
                    + ", which all lamps blink; only door and local alarm work");
            }
        }

        private static void WriteBoard(CabinetConfiguration configuration, string target, ILog log)
        {
            string needed = KnownBoards.TargetOf(configuration.Pins.Board);
            if (!configuration.IsCommissioned && needed == null)
            {
                log.Error("board: this firmware knows no board with the image " + target
                    + "; without cabinet.json no pin is driven, no door is watched and no lamp blinks");
            }
            else if (needed != null && needed != target && KnownBoards.NameOfTarget(target) != KnownBoards.Unknown)
            {
                log.Warning("board: cabinet.json is for " + configuration.Pins.Board + ", whose image is " + needed
                    + ", but this image is " + target
                    + "; its pins may be wrong here. Flash the image that flash.sh names, or deploy the file made for this board");
            }
        }

        private static void WriteFiles(CabinetConfiguration configuration, IStorage flash, ILog log)
        {
            FlashAnswer answer = flash.Read(ConfigurationFile.Name, out byte[] file);
            if (answer == FlashAnswer.Found)
            {
                log.Info("flash: " + ConfigurationFile.Name + " found, " + file.Length.ToString() + " bytes");
            }
            else
            {
                log.Error("flash: " + ConfigurationFile.Name
                    + (answer == FlashAnswer.Missing ? " is missing; " + DeployAgain : " can't be read just now; start the board again"));
            }

            BrokerSettings broker = configuration.Broker;
            if (!configuration.IsCommissioned || !broker.Tls || broker.CaFile.Length == 0)
            {
                return;
            }

            bool isThere = flash.Read(broker.CaFile, out byte[] pem) == FlashAnswer.Found;
            if (isThere && HoldsCertificate(pem))
            {
                log.Info("flash: " + broker.CaFile + " found, " + pem.Length.ToString() + " bytes");
            }
            else
            {
                log.Error("flash: " + broker.CaFile + (isThere ? " holds no certificate" : " is missing") + ", fault code "
                    + ((int)FaultCode.NoAuthority).ToString()
                    + "; the broker can't be trusted, the cabinet stays without a link; " + DeployAgain);
            }
        }

        private static void WriteStart(WakeCause cause, BootRecord boots, ILog log)
        {
            log.Info(
                "start: "
                    + (cause == WakeCause.PowerOn ? "by power or a restart" : cause == WakeCause.Timer ? "by the timer, from sleep"
                        : cause == WakeCause.Pin ? "by door or SOS, from sleep" : "by something unknown"));
            if (boots.CrashReason != null)
            {
                log.Warning("last boot: died (" + boots.CrashReason + ")");
            }
            else if (boots.RestartReason != null)
            {
                log.Info("last boot: ended on purpose (" + boots.RestartReason + ")");
            }
            else
            {
                log.Info("last boot: left no word (power cut, reset or watchdog), or there was none");
            }

            if (boots.IsSafeMode)
            {
                log.Warning("safe mode: the firmware failed within " + (SupervisionTimeouts.SurvivedMs / 60000).ToString()
                    + " min of its start " + BootRecord.MaxEarlyDeaths.ToString()
                    + " times, or hung again and again; door, alarm, link, probe and heater only, with default set points, until it has "
                    + "run soundly for " + BootRecord.SoundMinutes.ToString() + " min in all");
            }
        }

        private static void WriteNetwork(CabinetConfiguration configuration, ILog log)
        {
            if (!configuration.IsCommissioned)
            {
                log.Info("link: none, nobody to report to");
                return;
            }

            BrokerSettings broker = configuration.Broker;
            log.Info("link: to " + broker.Host + ":" + broker.Port.ToString() + (broker.Tls ? " with TLS" : " without TLS") + " over "
                + (configuration.Network == NetworkKind.Wifi ? "wifi" : "ethernet"));
        }

        private static bool HoldsCertificate(byte[] pem) => new string(Encoding.UTF8.GetChars(pem)).IndexOf(CertificateMark) >= 0;
    }
}
