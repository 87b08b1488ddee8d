using System;
using System.Collections;
using System.Threading;
using AedCabinet.Link;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace AedCabinet.Controller
{
    /// <summary>
    /// What one MQTT client reports from its dispatch thread: handlers copy, queue and signal, nothing more. An exception in
    /// one would close the connection, and a connect or close from one would lock the client up.
    /// </summary>
    internal sealed class ClientSignals
    {
        // More can't be waiting honestly: one for each message under way, and the end of the connection.
        private const int Capacity = 64;

        // Commands come one at a time; a flood of them must not fill the heap (2 KiB each).
        private const int MessageCapacity = 4;

        // Created before it is needed: it says that there was no memory.
        private readonly BrokerSignal _tooMuch = new BrokerSignal(BrokerSignalKind.Received, 0);
        private readonly Queue _queue = new Queue();
        private readonly object _lock = new object();
        private readonly AutoResetEvent _wake;
        private int _messages;
        private bool _isTooMuch;

        public ClientSignals(AutoResetEvent wake)
        {
            _wake = wake;
        }

        public void Attach(MqttClient client)
        {
            client.MqttMsgSubscribed += OnSubscribed;
            client.MqttMsgPublished += OnPublished;
            client.MqttMsgPublishReceived += OnReceived;
            client.ConnectionClosed += OnConnectionClosed;
        }

        public void Detach(MqttClient client)
        {
            client.MqttMsgSubscribed -= OnSubscribed;
            client.MqttMsgPublished -= OnPublished;
            client.MqttMsgPublishReceived -= OnReceived;
            client.ConnectionClosed -= OnConnectionClosed;
        }

        public bool TryTake(out BrokerSignal signal)
        {
            lock (_lock)
            {
                if (_isTooMuch)
                {
                    _isTooMuch = false;
                    signal = _tooMuch;
                    return true;
                }

                signal = _queue.Count == 0 ? null : (BrokerSignal)_queue.Dequeue();
                _messages -= signal != null && signal.Kind == BrokerSignalKind.Received ? 1 : 0;
                return signal != null;
            }
        }

        private void OnSubscribed(object sender, MqttMsgSubscribedEventArgs e) =>
            Put(new BrokerSignal(BrokerSignalKind.Subscribed, e.MessageId));

        private void OnPublished(object sender, MqttMsgPublishedEventArgs e) =>
            Put(new BrokerSignal(e.IsPublished ? BrokerSignalKind.Published : BrokerSignalKind.NotPublished, e.MessageId));

        private void OnReceived(object sender, MqttMsgPublishEventArgs e)
        {
            lock (_lock)
            {
                // A dropped message was already acknowledged to the broker; its sender misses the reply and sends it again.
                if (_messages == MessageCapacity)
                {
                    return;
                }

                try
                {
                    _queue.Enqueue(BrokerSignal.Received(e.Message));
                    _messages++;
                }
                catch (OutOfMemoryException)
                {
                    // Thrown on, it would end the connection, and the sender would not learn why.
                    _isTooMuch = true;
                }
            }

            _wake.Set();
        }

        private void OnConnectionClosed(object sender, EventArgs e) =>
            Put(new BrokerSignal(BrokerSignalKind.Closed, 0));

        private void Put(BrokerSignal signal)
        {
            lock (_lock)
            {
                // A flood of doubled acknowledgements may be cut short: the link's own deadline notices one that is really missing.
                if (_queue.Count - _messages < Capacity || signal.Kind == BrokerSignalKind.Closed)
                {
                    _queue.Enqueue(signal);
                }
            }

            _wake.Set();
        }
    }
}
