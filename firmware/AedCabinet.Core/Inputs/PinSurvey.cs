namespace AedCabinet
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
        private bool _isThere;

        /// <summary>Somebody wants to know. Until somebody looked, asking again changes nothing.</summary>
        public void Ask()
        {
            lock (_lock)
            {
                _isAsked = true;
            }
        }

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
                _isThere = true;
                _inputs = _inputs ?? new InputImage();
                _outputs = _outputs ?? new OutputImage();
                inputs.CopyContactsTo(_inputs);
                outputs.CopyTo(_outputs);
            }
        }

        /// <summary>Takes what was asked for.</summary>
        /// <param name="inputs">Receives the contacts, the lights and the battery's voltage.</param>
        /// <param name="outputs">Receives the outputs.</param>
        /// <returns><c>false</c> when nothing new is there.</returns>
        public bool TryTake(InputImage inputs, OutputImage outputs)
        {
            lock (_lock)
            {
                if (!_isThere)
                {
                    return false;
                }

                _isThere = false;
                _inputs.CopyContactsTo(inputs);
                _outputs.CopyTo(outputs);
                return true;
            }
        }
    }
}
