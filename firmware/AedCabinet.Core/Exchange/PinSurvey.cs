using AedCabinet.Inputs;
using AedCabinet.State;

namespace AedCabinet.Exchange
{
    /// <summary>
    /// What every input and output is like now, for the technician at the serial log: asked for after a start and by a short
    /// press of the service button, left here by the control thread, written by another. It costs the scan nothing while
    /// nobody asks.
    /// </summary>
    public sealed class PinSurvey
    {
        private InputImage _inputs;
        private OutputImage _outputs;
        private readonly object _lock = new object();
        private bool _isAsked = true;

        /// <summary>Somebody wants to know. Until somebody looked, asking again changes nothing.</summary>
        public void Ask()
        {
            lock (_lock)
            {
                _isAsked = true;
            }
        }

        /// <summary>
        /// Gets a value indicating whether somebody asks; as a scan may answer in the next just as well, without the lock.
        /// </summary>
        public bool IsAsked => _isAsked;

        /// <summary>A scan has ended.</summary>
        /// <param name="inputs">What it read.</param>
        /// <param name="outputs">What it drove.</param>
        public void Post(InputImage inputs, OutputImage outputs)
        {
            lock (_lock)
            {
                if (!_isAsked)
                {
                    return;
                }

                _isAsked = false;
                _inputs = new InputImage();
                _outputs = new OutputImage();
                inputs.CopyContactsTo(_inputs);
                outputs.CopyTo(_outputs);
            }
        }

        /// <summary>Takes what was asked for.</summary>
        /// <param name="inputs">The contacts, the lights and the battery's voltage, or <c>null</c>.</param>
        /// <param name="outputs">The outputs, or <c>null</c>.</param>
        /// <returns><c>false</c> when nothing new is there.</returns>
        public bool TryTake(out InputImage inputs, out OutputImage outputs)
        {
            lock (_lock)
            {
                inputs = _inputs;
                outputs = _outputs;
                _inputs = null;
                _outputs = null;
                return inputs != null;
            }
        }
    }
}
