namespace AedCabinet.Link
{
    /// <summary>
    /// One MQTT connection at a time: the whole platform seam of the link. Used by the link's thread only;
    /// what the client's own threads have to say waits in <see cref="TryTakeSignal"/>.
    /// </summary>
    public interface IBrokerConnection
    {
        /// <summary>
        /// Makes a fresh client and connects it. Blocks: until the broker answers, at most about 30 s and the time TCP takes to fail.
        /// </summary>
        /// <param name="willTopic">The last will's topic; it is retained, QoS 1.</param>
        /// <param name="willText">The last will's JSON.</param>
        /// <param name="problem">What went wrong, for the log; <c>null</c> on success. Holds no secret.</param>
        /// <returns><c>true</c> when the broker accepted the connection.</returns>
        bool TryOpen(string willTopic, string willText, out string problem);

        /// <summary>Asks for messages on a topic, QoS 1.</summary>
        /// <param name="topic">The topic.</param>
        /// <returns>The id under which <see cref="BrokerSignalKind.Subscribed"/> will come.</returns>
        int Subscribe(string topic);

        /// <summary>Queues a message, QoS 1.</summary>
        /// <param name="topic">The topic.</param>
        /// <param name="text">Its JSON.</param>
        /// <param name="isRetained">Whether the broker keeps it for later subscribers.</param>
        /// <param name="messageId">The id under which <see cref="BrokerSignalKind.Published"/> will come.</param>
        /// <returns><c>false</c> when the client's own queue is full.</returns>
        bool TryPublish(string topic, string text, bool isRetained, out int messageId);

        /// <summary>Queues a message, QoS 0: nothing is reported of it, and it may be lost.</summary>
        /// <param name="topic">The topic.</param>
        /// <param name="text">Its JSON.</param>
        void PublishOnce(string topic, string text);

        /// <summary>Takes what the client's threads have reported, oldest first.</summary>
        /// <param name="signal">The signal, or <c>null</c>.</param>
        /// <returns><c>false</c> when there is none.</returns>
        bool TryTakeSignal(out BrokerSignal signal);

        /// <summary>Ends the connection and disposes of the client, in bounded time, whatever state it is in. Never throws.</summary>
        /// <param name="isFarewell">Whether to tell the broker, so that the last will is not sent.</param>
        void Close(bool isFarewell);
    }
}
