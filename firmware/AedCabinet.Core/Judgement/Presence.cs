namespace AedCabinet.Judgement
{
    /// <summary>Where the AED is, as far as the cabinet can tell.</summary>
    public enum Presence
    {
        /// <summary>No presence contact is fitted.</summary>
        NotFitted = 0,

        /// <summary>The AED is in its place.</summary>
        Present = 1,

        /// <summary>The AED is not in its place.</summary>
        Absent = 2,

        /// <summary>Nothing is known of it: the contacts have no supply.</summary>
        Unknown = 3,
    }
}
