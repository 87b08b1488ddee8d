using System;
using System.Collections;
using AedCabinet.Link;

namespace AedCabinet.Device.Tests
{
    /// <summary>
    /// A broker connection that the test drives by hand: it remembers what was published and gives out the signals the test
    /// puts in, and like the real client forgets everything when it is closed.
    /// </summary>
    public sealed class FakeConnection : IBrokerConnection
    {
        public delegate void OpeningHandler();

        private readonly Queue _signals = new Queue();
        private int _lastId;

        /// <summary>Whether the next attempts succeed.</summary>
        public bool IsReachable { get; set; } = true;

        /// <summary>Whether subscriptions and messages are acknowledged at once.</summary>
        public bool Acknowledges { get; set; } = true;

        /// <summary>Whether the client's queue takes no more.</summary>
        public bool IsQueueFull { get; set; }

        /// <summary>A part of the text that makes the client throw, or <c>null</c>.</summary>
        public string Poison { get; set; }

        /// <summary>Whether the client finds no memory for a message.</summary>
        public bool HasNoMemory { get; set; }

        /// <summary>The id of the message published last.</summary>
        public int LastId => _lastId;

        /// <summary>Called while an attempt is under way.</summary>
        public OpeningHandler Opening { get; set; }

        public int Attempts { get; private set; }

        public int Closes { get; private set; }

        public bool SaidGoodbye { get; private set; }

        public string WillText { get; private set; }

        /// <summary>Everything published since the test last cleared it: "topic text" each.</summary>
        public ArrayList Published { get; } = new ArrayList();

        public bool TryOpen(string willTopic, string willText, out string problem)
        {
            Attempts++;
            Opening?.Invoke();
            WillText = willText;
            problem = IsReachable ? null : "no connection";
            return IsReachable;
        }

        public int Subscribe(string topic)
        {
            _lastId++;
            if (Acknowledges)
            {
                Signal(BrokerSignalKind.Subscribed, _lastId);
            }

            return _lastId;
        }

        public bool TryPublish(string topic, string text, bool isRetained, out int messageId)
        {
            messageId = 0;
            if (HasNoMemory)
            {
                throw new OutOfMemoryException();
            }

            if (Poison != null && text.IndexOf(Poison) >= 0)
            {
                throw new InvalidOperationException();
            }

            if (IsQueueFull)
            {
                return false;
            }

            messageId = ++_lastId;
            Published.Add(topic + " " + text);
            if (Acknowledges)
            {
                Signal(BrokerSignalKind.Published, _lastId);
            }

            return true;
        }

        public void PublishOnce(string topic, string text) => Published.Add(topic + " " + text);

        public bool TryTakeSignal(out BrokerSignal signal)
        {
            signal = _signals.Count == 0 ? null : (BrokerSignal)_signals.Dequeue();
            return signal != null;
        }

        public void Close(bool isFarewell)
        {
            Closes++;
            SaidGoodbye = SaidGoodbye || isFarewell;
            _signals.Clear();
        }

        public void Signal(BrokerSignalKind kind, int messageId) => _signals.Enqueue(new BrokerSignal(kind, messageId));

        public void Receive(byte[] message) => _signals.Enqueue(BrokerSignal.Received(message));

        /// <summary>How many published messages contain a text.</summary>
        public int CountOf(string part)
        {
            int count = 0;
            for (int i = 0; i < Published.Count; i++)
            {
                count += ((string)Published[i]).IndexOf(part) >= 0 ? 1 : 0;
            }

            return count;
        }

        /// <summary>Where the first published message with a text stands, −1 when there is none.</summary>
        public int IndexOf(string part)
        {
            for (int i = 0; i < Published.Count; i++)
            {
                if (((string)Published[i]).IndexOf(part) >= 0)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
