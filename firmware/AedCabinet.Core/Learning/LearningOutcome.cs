namespace AedCabinet.Learning
{
    /// <summary>How teaching an indicator went.</summary>
    public enum LearningOutcome
    {
        /// <summary>Still observing.</summary>
        Observing = 0,

        /// <summary>A profile is proposed; somebody has to confirm it.</summary>
        Proposed = 1,

        /// <summary>The profile says this model's indicator can't be read by a photo-sensor.</summary>
        NotLearnable = 2,

        /// <summary>No light at all.</summary>
        NothingSeen = 3,

        /// <summary>Light, but neither steady throughout nor in one rhythm.</summary>
        UnsteadyRhythm = 4,

        /// <summary>Both lights were lit: it can't be told which of them means ready.</summary>
        BothLights = 5,

        /// <summary>By the profile this light in this rhythm means attention or in-use: the AED is not ready to teach from.</summary>
        MeansSomethingElse = 6,
    }
}
