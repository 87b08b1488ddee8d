namespace AedCabinet
{
    /// <summary>Tells everything anew when asked.</summary>
    public interface IReporter
    {
        /// <summary>Sends who and how the cabinet is and its figures once more, as soon as the link allows.</summary>
        void ReportAll();
    }
}
