using System.Collections;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Formats;
using AedCabinet.Parsing;
using AedCabinet.Platform;
using AedCabinet.Settings;
using AedCabinet.State;

namespace AedCabinet.Commands
{
    /// <summary>
    /// The commands of contract v1: judges their arguments and hands them to who carries them out: the scan, the link, the
    /// settings or the board. The link's thread only.
    /// </summary>
    public sealed partial class CommandExecutor : ICommandExecutor
    {
        /// <summary>A restart asked for begins this much later, in milliseconds, so that the reply gets out.</summary>
        public const int RestartDelayMs = 3000;

        private const int MaxWhoLength = 64;
        private const int MaxReasonLength = 200;
        private const int DefaultLocateSeconds = 120;
        private const int MinuteMs = 60000;

        private const string Names =
            "locate, silence, drill, maintenance, acknowledge, inspect, self-test, report, learn-indicator, restart, "
            + "unlock, configure, resend";

        // In the order of their bits in OpenEmergencies.
        private const string Emergencies = "aed.removed, sos.pressed, kit.opened";
        private const int NoEmergency = 3;

        private readonly CabinetConfiguration _configuration;
        private readonly IJsonParser _parser;
        private readonly ScanExchange _exchange;
        private readonly IReporter _reporter;
        private readonly ISettingsCheck _check;
        private readonly SettingsTrial _trial;
        private string _selfTestId;
        private string _learnId;
        private string _resendId;
        private string _restartReason;
        private long _restartAtMs;

        /// <summary>Initializes a new instance of the <see cref="CommandExecutor"/> class.</summary>
        /// <param name="configuration">The cabinet's settings.</param>
        /// <param name="parser">Reads the arguments.</param>
        /// <param name="exchange">Where the scan is asked.</param>
        /// <param name="reporter">Told to report anew.</param>
        /// <param name="check">Judges settings.</param>
        /// <param name="trial">Keeps settings and takes them back.</param>
        public CommandExecutor(
            CabinetConfiguration configuration, IJsonParser parser, ScanExchange exchange, IReporter reporter, ISettingsCheck check,
            SettingsTrial trial)
        {
            _configuration = configuration;
            _parser = parser;
            _exchange = exchange;
            _reporter = reporter;
            _check = check;
            _trial = trial;
        }

        /// <inheritdoc/>
        public bool Knows(string name) => Words.IndexOf(Names, name) >= 0;

        /// <inheritdoc/>
        public string WhyBadArguments(string name, string args, out CommandArguments arguments)
        {
            arguments = new CommandArguments();
            if (!_parser.TryParse(args, out Hashtable members))
            {
                return "args is not a JSON object of at most " + JsonLimits.MaxDepth.ToString() + " levels";
            }

            if (name == "configure")
            {
                string refusal = _check.WhyRefused(members, _configuration, out string overlay, out string[] losses);
                arguments.Overlay = overlay;
                arguments.Losses = losses;
                if (refusal != null)
                {
                    _exchange.Notices.TryAdd(EventKind.ConfigRejected, EventData.ConfigRejected(Shorten(refusal)));
                }

                return refusal == null ? null : Shorten(refusal);
            }

            ConfigurationProblems problems = new ConfigurationProblems();
            ReadArguments(name, new ConfigurationSection(members, string.Empty, problems), arguments);
            return problems.Count == 0 ? null : Shorten(Join(problems.ToLines()));
        }

        /// <inheritdoc/>
        public CommandOutcome Execute(string id, string name, CommandArguments arguments, long nowMs)
        {
            _trial.NoteSigned(nowMs);
            switch (name)
            {
                case "locate":
                    return Ask(CabinetRequest.Locate, arguments.DurationMs);
                case "silence":
                    return Ask(CabinetRequest.Silence, arguments.DurationMs);
                case "drill":
                    return Declare(OperatingMode.Drill, arguments.IsSos ? CabinetRequest.StartSosDrill : CabinetRequest.StartDrill,
                        CabinetRequest.EndDrill, arguments);
                case "maintenance":
                    return Declare(OperatingMode.Maintenance, CabinetRequest.StartMaintenance, CabinetRequest.EndMaintenance, arguments);
                case "acknowledge":
                    return Acknowledge((int)arguments.DurationMs);
                case "inspect":
                    return Ask(CabinetRequest.Inspect, 0);
                case "self-test":
                    return Begin(CabinetRequest.SelfTest, id, ref _selfTestId);
                case "learn-indicator":
                    return Begin(CabinetRequest.LearnIndicator, id, ref _learnId);
                case "report":
                    _reporter.ReportAll();
                    return CommandOutcome.Done;
                case "resend":
                    return GiveAgain(id, arguments.Range);
                case "restart":
                    RestartLater("command " + id, nowMs);
                    return CommandOutcome.Done;
                case "unlock":
                    return _configuration.Lock.Fitted
                        ? Ask(CabinetRequest.Unlock, _configuration.Lock.PulseSeconds * 1000)
                        : CommandOutcome.Failed("no lock is fitted");
                default:
                    return Configure(id, arguments, nowMs);
            }
        }

        /// <inheritdoc/>
        public void Step(bool isOnline, long nowMs)
        {
            _trial.Step(isOnline, nowMs);
            if (_restartReason != null && nowMs >= _restartAtMs)
            {
                _exchange.Restarts.Ask(_restartReason);
                _restartReason = null;
            }
        }

        /// <inheritdoc/>
        public bool TryTakeLateOutcome(out string id, out string name, out CommandOutcome outcome)
        {
            while (_exchange.Outcomes.TryPeek(out CabinetRequest request, out string failure))
            {
                bool isSelfTest = request == CabinetRequest.SelfTest;
                id = isSelfTest ? _selfTestId : _learnId;
                name = isSelfTest ? "self-test" : "learn-indicator";
                outcome = failure == null ? CommandOutcome.Done : CommandOutcome.Failed(Shorten(failure));

                outcome = isSelfTest ? outcome.With(_exchange.SelfTest.ToLines()) : outcome;

                // The outcome is taken from the queue only now: its text is written, and there was memory for it.
                _exchange.Outcomes.Remove();
                _selfTestId = isSelfTest ? null : _selfTestId;
                _learnId = isSelfTest ? _learnId : null;

                // It may come from the service button, which expects no reply.
                if (id != null)
                {
                    return true;
                }
            }

            if (_resendId != null && _reporter.TryTakeGiven(out int given))
            {
                name = "resend";
                outcome = given < 0 ? CommandOutcome.Failed("flash can't be read just now; ask again later") : CommandOutcome.Giving(given);
                id = _resendId;
                _resendId = null;
                return true;
            }

            name = "configure";
            return _trial.TryTakeOutcome(out id, out outcome);
        }

        private static string Join(string[] lines)
        {
            string text = string.Empty;
            for (int i = 0; i < lines.Length; i++)
            {
                text += (i == 0 ? string.Empty : "; ") + lines[i];
            }

            return text;
        }

        private static string Shorten(string text)
        {
            if (text.Length <= MaxReasonLength)
            {
                return text;
            }

            // Never between the two halves of a character above U+FFFF.
            char[] chars = text.ToCharArray();
            int length = MaxReasonLength - 3;
            length -= chars[length - 1] >= 0xD800 && chars[length - 1] <= 0xDBFF ? 1 : 0;
            return new string(chars, 0, length) + "...";
        }

        private void ReadArguments(string name, ConfigurationSection section, CommandArguments arguments)
        {
            switch (name)
            {
                case "locate":
                    arguments.DurationMs = section.Number("seconds", DefaultLocateSeconds, 1,
                        _configuration.Alarm.LocateMaxMinutes * 60) * 1000L;
                    break;
                case "silence":
                    arguments.DurationMs = section.Number("minutes", 0, 1, _configuration.Alarm.SilenceMaxMinutes) * (long)MinuteMs;
                    break;
                case "drill":
                case "maintenance":
                    arguments.IsEnd = section.Flag("end", false);
                    arguments.IsSos = name == "drill" && section.Flag("sos", false);
                    arguments.DurationMs = section.Number("minutes", 0, 1, _configuration.Modes.MaxMinutes) * (long)MinuteMs;
                    break;
                case "acknowledge":
                    arguments.DurationMs = (1 << section.Choice("event", Emergencies, NoEmergency)) & OpenEmergencies.AllOpened;
                    break;
                case "resend":
                    arguments.Range = new int[] { Required(section, "boot"), Required(section, "from"), Required(section, "to") };
                    if (arguments.Range[1] > arguments.Range[2])
                    {
                        section.Reject("to", arguments.Range[2].ToString() + " is below from");
                    }

                    break;
            }

            arguments.Who = section.Text("who", name == "unlock", MaxWhoLength);
            section.RejectUnknown();
        }

        private static int Required(ConfigurationSection section, string name)
        {
            if (!section.Has(name))
            {
                section.Reject(name, "is missing");
            }

            return section.Number(name, 1, 1, int.MaxValue);
        }

        private CommandOutcome Acknowledge(int emergency)
        {
            CabinetState state = new CabinetState();
            _exchange.States.Read(state);
            bool isOpen = emergency == 0
                || (emergency == OpenEmergencies.Removal && state.IsRemovalOpen)
                || (emergency == OpenEmergencies.Sos && state.IsSosOpen)
                || (emergency == OpenEmergencies.KitOpening && state.IsKitOpeningOpen);
            return isOpen ? Ask(CabinetRequest.Acknowledge, emergency) : CommandOutcome.Failed("that emergency is not open");
        }

        private CommandOutcome GiveAgain(string id, int[] range)
        {
            if (_resendId != null)
            {
                return CommandOutcome.Failed("one is under way already");
            }

            _resendId = id;
            _reporter.GiveAgain(range[0], range[1], range[2]);
            return CommandOutcome.Accepted;
        }

        private CommandOutcome Ask(CabinetRequest request, long durationMs) =>
            _exchange.Requests.TryAdd(request, durationMs) ? CommandOutcome.Done
                : CommandOutcome.Failed("too many commands at once; send it again");

        private CommandOutcome Begin(CabinetRequest request, string id, ref string pendingId)
        {
            if (pendingId != null)
            {
                return CommandOutcome.Failed("one is under way already");
            }

            CommandOutcome asked = Ask(request, 0);
            if (asked != CommandOutcome.Done)
            {
                return asked;
            }

            pendingId = id;
            return CommandOutcome.Accepted;
        }

        private CommandOutcome Declare(OperatingMode mode, CabinetRequest start, CabinetRequest end, CommandArguments arguments)
        {
            if (arguments.IsEnd && _exchange.States.Mode != mode)
            {
                return CommandOutcome.Failed(mode == OperatingMode.Drill ? "no drill is running" : "no maintenance is running");
            }

            return arguments.IsEnd ? Ask(end, 0) : Ask(start, arguments.DurationMs);
        }

        private CommandOutcome Configure(string id, CommandArguments arguments, long nowMs)
        {
            string reason = "configure " + id;
            if (!_trial.TryBegin(arguments.Overlay, id))
            {
                return CommandOutcome.Failed("flash refuses to store the settings; the old ones stay");
            }

            RestartLater(reason, nowMs);
            return arguments.Losses == null ? CommandOutcome.Accepted : CommandOutcome.Accepted.With(arguments.Losses);
        }

        private void RestartLater(string reason, long nowMs)
        {
            _restartReason = _restartReason ?? reason;
            _restartAtMs = nowMs + RestartDelayMs;
        }
    }
}
