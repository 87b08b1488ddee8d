namespace AedCabinet.Controller
{
    /// <content>What only a desktop asks; no board carries it (SPEC §3).</content>
    public sealed partial class CabinetApplication
    {
        /// <summary>Asks <see cref="Run"/> to say goodbye to the broker and return.</summary>
        public void Stop() => _control.Stop();
    }
}
