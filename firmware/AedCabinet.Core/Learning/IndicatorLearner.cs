using AedCabinet.Formats;
using AedCabinet.Indicator;
using AedCabinet.Inputs;
using AedCabinet.Settings;

namespace AedCabinet.Learning
{
    /// <summary>
    /// Teaches the cabinet, on site and while somebody has made sure that the AED is ready, how this AED shows it: observes for
    /// <see cref="IndicatorSettings.LearnSeconds"/>, then proposes a profile or says why it can't (SPEC §5, <c>learn-indicator</c>).
    /// </summary>
    /// <remarks>
    /// One object teaches once. The proposal is the model's present profile with what was seen in it; it is used only after
    /// somebody confirmed it, and what was seen therefore counts as confirmed in it. Only observed time counts: a frozen scan
    /// makes it longer.
    /// </remarks>
    public sealed class IndicatorLearner
    {
        /// <summary>The source named in a learned profile.</summary>
        public const string LearnedSource = "learned on site";

        // The longest period that fits four flashes into three minutes; longer ones need a longer observation.
        private const int PeriodsToObserve = 4;
        private const int LongestBlinkMs = 45000;

        // One flash in ten may be out of rhythm (a headlight through the glass).
        private const int FlashesPerStray = 10;

        // A blink circuit in the cold is slower than on the day it was taught.
        private const int PeriodMarginPercent = 25;

        // Handlers run up to two scans late, too late to measure a short flash.
        private const int PulseMarginMs = 2 * InputImage.PeriodMs;

        private const int DarkPeriods = 4;
        private const int ShortestDarkMs = 10000;

        private const string OutcomeNames =
            "observing, proposed, not-learnable, nothing-seen, unsteady-rhythm, both-lights, means-something-else";

        private readonly IndicatorProfile _present;
        private readonly int _observeMs;
        private bool _hasStarted;
        private long _startMs;
        private int _periodMinMs;
        private int _periodMaxMs;
        private int _pulseMinMs;
        private int _pulseMaxMs;

        /// <summary>
        /// Initializes a new instance of the <see cref="IndicatorLearner"/> class; observing begins with the first update.
        /// </summary>
        /// <param name="present">The profile the cabinet has for this AED.</param>
        /// <param name="settings">How long to observe.</param>
        public IndicatorLearner(IndicatorProfile present, IndicatorSettings settings)
        {
            _present = present;
            _observeMs = settings.LearnSeconds * 1000;
            int longestMs = _observeMs / PeriodsToObserve;
            longestMs = longestMs > LongestBlinkMs ? LongestBlinkMs : longestMs;
            Green = new IndicatorChannel(longestMs);
            Red = new IndicatorChannel(longestMs);
            Outcome = present.IsLearnable ? LearningOutcome.Observing : LearningOutcome.NotLearnable;
        }

        /// <summary>Gets the green light; its edges go there, before <see cref="Update"/>.</summary>
        public IndicatorChannel Green { get; }

        /// <summary>Gets the red light; its edges go there, before <see cref="Update"/>.</summary>
        public IndicatorChannel Red { get; }

        /// <summary>Gets how it went so far.</summary>
        public LearningOutcome Outcome { get; private set; }

        /// <summary>
        /// Gets the proposed profile, <c>null</c> unless <see cref="Outcome"/> is <see cref="LearningOutcome.Proposed"/>.
        /// </summary>
        public IndicatorProfile Proposal { get; private set; }

        /// <summary>The outcome's name on the wire.</summary>
        /// <param name="outcome">The outcome.</param>
        /// <returns>For example <c>unsteady-rhythm</c>.</returns>
        public static string NameOf(LearningOutcome outcome) => Words.At(OutcomeNames, (int)outcome);

        /// <summary>Observes one scan. Allocates only in the one that ends it.</summary>
        /// <param name="greenLit">The green sensor sees light.</param>
        /// <param name="redLit">The red sensor sees light.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void Update(bool greenLit, bool redLit, long nowMs)
        {
            if (Outcome != LearningOutcome.Observing)
            {
                return;
            }

            Green.Poll(greenLit, nowMs);
            Red.Poll(redLit, nowMs);
            Measure(Green);
            Measure(Red);
            if (!_hasStarted)
            {
                _hasStarted = true;
                _startMs = nowMs;
            }

            if (Green.NowMs - _startMs >= _observeMs)
            {
                Outcome = Conclude();
            }
        }

        // A proposal names one light only, so both lights share one set of measurements.
        private void Measure(IndicatorChannel light)
        {
            if (light.Class != LightClass.Blinking)
            {
                return;
            }

            bool isFirst = _periodMaxMs == 0;
            _periodMinMs = isFirst || light.PeriodMs < _periodMinMs ? light.PeriodMs : _periodMinMs;
            _periodMaxMs = isFirst || light.PeriodMs > _periodMaxMs ? light.PeriodMs : _periodMaxMs;
            _pulseMinMs = isFirst || light.PulseMs < _pulseMinMs ? light.PulseMs : _pulseMinMs;
            _pulseMaxMs = isFirst || light.PulseMs > _pulseMaxMs ? light.PulseMs : _pulseMaxMs;
        }

        private LearningOutcome Conclude()
        {
            if (Green.HasShownLight && Red.HasShownLight)
            {
                return LearningOutcome.BothLights;
            }

            if (!Green.HasShownLight && !Red.HasShownLight)
            {
                return LearningOutcome.NothingSeen;
            }

            IndicatorChannel light = Green.HasShownLight ? Green : Red;
            bool isSteady = light.Class == LightClass.Steady && light.SinceMs == _startMs;
            if (!isSteady && !IsInRhythm(light))
            {
                return LearningOutcome.UnsteadyRhythm;
            }

            LightMeanings known = light == Green ? _present.Green : _present.Red;
            IndicatorMeaning meaning = isSteady ? known.Steady : known.Blinking;
            if (meaning == IndicatorMeaning.InUse || meaning == IndicatorMeaning.Attention)
            {
                return LearningOutcome.MeansSomethingElse;
            }

            Proposal = Propose(light == Green, isSteady);
            return LearningOutcome.Proposed;
        }

        private static bool IsInRhythm(IndicatorChannel light) =>
            light.Class == LightClass.Blinking && light.IsBorneOut
            && light.StrayFlashCount * FlashesPerStray <= light.FlashCount;

        private IndicatorProfile Propose(bool isGreen, bool isSteady)
        {
            IndicatorProfile proposal = _present.Copy();
            proposal.Source = LearnedSource;
            Unteach(proposal.Green);
            Unteach(proposal.Red);
            LightMeanings light = isGreen ? proposal.Green : proposal.Red;
            light.IsConfirmed = true;
            proposal.IsKindConfirmed = true;
            proposal.IsDarkConfirmed = true;
            proposal.IsPeriodConfirmed = !isSteady;
            proposal.IsPulseConfirmed = !isSteady;
            if (isSteady)
            {
                proposal.Kind = IndicatorKind.Steady;
                light.Steady = IndicatorMeaning.Ready;
                proposal.DarkAfterMs = ShortestDarkMs;
                return proposal;
            }

            proposal.Kind = IndicatorKind.Blinking;
            light.Blinking = IndicatorMeaning.Ready;
            int leastMs = _periodMinMs * (100 - PeriodMarginPercent) / 100;
            int mostMs = _periodMaxMs * (100 + PeriodMarginPercent) / 100;
            proposal.PeriodMinMs = leastMs < IndicatorProfile.ShortestPeriodMs ? IndicatorProfile.ShortestPeriodMs : leastMs;
            proposal.PeriodMaxMs = mostMs > IndicatorProfile.LongestPeriodMs ? IndicatorProfile.LongestPeriodMs : mostMs;
            leastMs = (_pulseMinMs / 2) - PulseMarginMs;
            mostMs = (2 * _pulseMaxMs) + PulseMarginMs;
            proposal.PulseMinMs = leastMs < 0 ? 0 : leastMs;
            proposal.PulseMaxMs = mostMs >= IndicatorProfile.SteadyAfterMs ? IndicatorProfile.SteadyAfterMs - 1 : mostMs;
            int darkMs = DarkPeriods * proposal.PeriodMaxMs;
            proposal.DarkAfterMs = darkMs < ShortestDarkMs ? ShortestDarkMs : darkMs;
            return proposal;
        }

        private static void Unteach(LightMeanings light)
        {
            light.Blinking = light.Blinking == IndicatorMeaning.Ready ? IndicatorMeaning.None : light.Blinking;
            light.Steady = light.Steady == IndicatorMeaning.Ready ? IndicatorMeaning.None : light.Steady;
        }
    }
}
