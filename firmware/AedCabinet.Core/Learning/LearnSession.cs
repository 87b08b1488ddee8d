using AedCabinet.Events;
using AedCabinet.Formats;
using AedCabinet.Indicator;
using AedCabinet.Inputs;
using AedCabinet.Settings;

namespace AedCabinet.Learning
{
    /// <summary>
    /// The cabinet's side of <c>learn-indicator</c>: feeds an <see cref="IndicatorLearner"/> while it observes and tells what came of it.
    /// </summary>
    public sealed class LearnSession
    {
        private readonly IndicatorProfile _present;
        private readonly IndicatorSettings _settings;
        private IndicatorLearner _learner;

        /// <summary>Gets a value indicating whether it observes.</summary>
        public bool IsUnderWay => _learner != null;

        /// <summary>Initializes a new instance of the <see cref="LearnSession"/> class.</summary>
        /// <param name="present">The profile the cabinet has.</param>
        /// <param name="settings">How long to observe.</param>
        public LearnSession(IndicatorProfile present, IndicatorSettings settings)
        {
            _present = present;
            _settings = settings;
        }

        /// <summary>Begins to observe, anew when it already does.</summary>
        /// <param name="ownLights">Which of the cabinet's own lights are lit.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Start(int ownLights, long nowMs)
        {
            _learner = new IndicatorLearner(_present, _settings);

            // The lamps were lit before: light that is already there is not theirs.
            NoteOwnLights(ownLights, nowMs - IndicatorChannel.OwnLightMs - 1);
        }

        /// <summary>The cabinet's own beacon or lamps have changed: what they do is not to be learned.</summary>
        /// <param name="lit">Those that are lit now, one bit each.</param>
        /// <param name="nowMs">Monotonic time of the scan in milliseconds.</param>
        public void NoteOwnLights(int lit, long nowMs)
        {
            if (_learner != null)
            {
                _learner.Green.NoteOwnLights(lit, nowMs);
                _learner.Red.NoteOwnLights(lit, nowMs);
            }
        }

        /// <summary>Observes one scan's lights.</summary>
        /// <param name="inputs">The input image.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        public void Observe(InputImage inputs, long nowMs)
        {
            if (_learner != null)
            {
                _learner.Green.Take(inputs.GreenEdges);
                _learner.Red.Take(inputs.RedEdges);
                _learner.Update(inputs.GreenLit, inputs.RedLit, nowMs);
            }
        }

        /// <summary>Tells what came of it, once it is over.</summary>
        /// <param name="emitter">Receives the event.</param>
        /// <param name="nowMs">Monotonic time in milliseconds.</param>
        /// <param name="failure">Why nothing can be proposed, or <c>null</c>.</param>
        /// <returns><c>true</c> in the scan in which it is over.</returns>
        public bool Report(EventEmitter emitter, long nowMs, out string failure)
        {
            failure = null;
            if (_learner == null || _learner.Outcome == LearningOutcome.Observing)
            {
                return false;
            }

            string outcome = IndicatorLearner.NameOf(_learner.Outcome);
            string profile = null;
            if (_learner.Outcome == LearningOutcome.Proposed)
            {
                JsonWriter writer = new JsonWriter();
                writer.BeginObject();
                IndicatorProfileWriter.Write(_learner.Proposal, writer);
                writer.EndObject();
                profile = writer.ToString();
            }

            failure = profile == null ? outcome : null;
            _learner = null;
            emitter.Emit(EventKind.CommandDone, EventData.Learnt(outcome, profile), nowMs);
            return true;
        }
    }
}
