using System.Collections;

namespace AedCabinet.Commands
{
    /// <summary>Replies on their way out: bounded, oldest first. The link's thread only.</summary>
    public sealed class ReplyQueue
    {
        /// <summary>
        /// How many may wait: a registry sends commands one at a time, so a handful is enough. When full, the oldest is dropped.
        /// </summary>
        public const int Capacity = 8;

        private readonly ArrayList _replies = new ArrayList();

        /// <summary>Gets how many wait.</summary>
        public int Count => _replies.Count;

        /// <summary>Adds a reply behind the others.</summary>
        /// <param name="text">Its JSON.</param>
        public void Add(string text)
        {
            if (_replies.Count == Capacity)
            {
                _replies.RemoveAt(0);
            }

            _replies.Add(text);
        }

        /// <summary>The oldest reply; it stays.</summary>
        /// <returns>Its JSON, or <c>null</c> when none waits.</returns>
        public string Peek() => _replies.Count == 0 ? null : (string)_replies[0];

        /// <summary>Takes the oldest reply out.</summary>
        public void Remove() => _replies.RemoveAt(0);

        /// <summary>Puts a reply back that got lost on its way.</summary>
        /// <param name="text">Its JSON.</param>
        public void Return(string text)
        {
            if (_replies.Count < Capacity)
            {
                _replies.Insert(0, text);
            }
        }
    }
}
