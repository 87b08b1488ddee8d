using AedCabinet.Events;
using AedCabinet.Platform;
using AedCabinet.Settings;

namespace AedCabinet.Storage
{
    /// <summary>
    /// The outbox's four streams together. Each severity has one of its own, so that an emergency never stands behind three hundred
    /// opened doors and the least important is given up first without anything being rewritten.
    /// </summary>
    public sealed class OutboxStreams
    {
        private const int StreamCount = (int)Severity.Emergency + 1;

        private readonly OutboxStream[] _streams = new OutboxStream[StreamCount];
        private readonly OutboxBuffer _buffer = new OutboxBuffer();

        /// <summary>Initializes a new instance of the <see cref="OutboxStreams"/> class, empty.</summary>
        /// <param name="storage">The flash.</param>
        /// <param name="cursor">How far each stream is done with.</param>
        public OutboxStreams(IStorage storage, OutboxCursor cursor)
        {
            for (int i = 0; i < StreamCount; i++)
            {
                _streams[i] = new OutboxStream(storage, (Severity)i, cursor, _buffer);
            }
        }

        /// <summary>Gets how many stored events are not done with, under way or not.</summary>
        public int Count
        {
            get
            {
                int count = 0;
                for (int i = 0; i < StreamCount; i++)
                {
                    count += _streams[i].Count;
                }

                return count;
            }
        }

        /// <summary>Gets how many bytes their records have.</summary>
        public int LiveBytes
        {
            get
            {
                int bytes = 0;
                for (int i = 0; i < StreamCount; i++)
                {
                    bytes += _streams[i].LiveBytes;
                }

                return bytes;
            }
        }

        /// <summary>Gets how many places could not be read.</summary>
        public int SpoiltCount
        {
            get
            {
                int count = 0;
                for (int i = 0; i < StreamCount; i++)
                {
                    count += _streams[i].SpoiltCount;
                }

                return count;
            }
        }

        /// <summary>Gets the greatest key that was found or stored, 0 for none.</summary>
        public long LastKey
        {
            get
            {
                long key = 0;
                for (int i = 0; i < StreamCount; i++)
                {
                    key = _streams[i].LastKey > key ? _streams[i].LastKey : key;
                }

                return key;
            }
        }

        /// <summary>The stream of one severity.</summary>
        /// <param name="severity">The severity.</param>
        /// <returns>Its stream.</returns>
        public OutboxStream Of(Severity severity) => _streams[(int)severity];

        /// <summary>Whether more may stand on flash than was found.</summary>
        /// <param name="isTornToo">Whether half a record at the end of a file counts, which a power cut leaves.</param>
        /// <returns><c>true</c> when it may.</returns>
        public bool HasDoubtful(bool isTornToo)
        {
            for (int i = 0; i < StreamCount; i++)
            {
                if (_streams[i].HasDoubtful(isTornToo))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Takes over what is found on flash. Once.</summary>
        /// <param name="names">The names of all files.</param>
        public void Open(string[] names)
        {
            for (int i = 0; i < StreamCount; i++)
            {
                _streams[i].Open(names, 0);
                _streams[i].BeginBoot();
            }
        }

        /// <summary>Reads once more what is doubtful or looked whole.</summary>
        /// <param name="freshKey">The least key in this boot that is not stored yet, 0 for none.</param>
        /// <param name="boot">This boot.</param>
        public void ReadDoubtful(long freshKey, int boot)
        {
            _buffer.GiveTo(null);
            for (int i = 0; i < StreamCount; i++)
            {
                _streams[i].ReadDoubtful(freshKey, boot);
            }
        }

        /// <summary>Whether an event of at least a severity waits to be handed out.</summary>
        /// <param name="severity">The lowest severity that counts.</param>
        /// <returns><c>true</c> when one waits.</returns>
        public bool HasWaiting(Severity severity)
        {
            for (int i = (int)severity; i < StreamCount; i++)
            {
                if (_streams[i].HasWaiting)
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>
        /// Hands out the oldest of the events that are less than urgent: among them order of happening counts for more than severity.
        /// </summary>
        /// <param name="item">The event, or <c>null</c>.</param>
        /// <returns><c>false</c> when none waits.</returns>
        public bool TryTakeBelowUrgent(out CabinetEvent item)
        {
            OutboxStream maintenance = Of(Severity.Maintenance);
            OutboxStream info = Of(Severity.Info);
            bool isInfo = info.HasWaiting && (!maintenance.HasWaiting || info.NextKey < maintenance.NextKey);
            return isInfo ? info.TryTake(out item) : maintenance.TryTake(out item);
        }

        /// <summary>Gives up one event: the oldest of the lowest severity that has any not under way (SPEC §11).</summary>
        /// <param name="most">The highest severity that may be given up.</param>
        /// <returns><c>false</c> when there is none to give up.</returns>
        public bool TryDrop(Severity most)
        {
            for (int i = 0; i <= (int)most; i++)
            {
                if (_streams[i].TryDrop())
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Nothing is under way any more.</summary>
        public void ReturnAll()
        {
            for (int i = 0; i < StreamCount; i++)
            {
                _streams[i].ReturnAll();
            }
        }

        /// <summary>
        /// Passes the files that the stored cursor is past, and deletes as many of them as there are too many files on flash: info first.
        /// </summary>
        /// <param name="mostFiles">How many files may be there.</param>
        /// <returns><c>false</c> when flash refused a deletion.</returns>
        public bool TryMakePlace(int mostFiles)
        {
            int files = 0;
            for (int i = 0; i < StreamCount; i++)
            {
                _streams[i].PassFinished();
                files += _streams[i].Files.Count + _streams[i].Files.KeptCount;
            }

            // What can't be read holds up what stands behind it: in the end it must go, so that the others find a place.
            for (int i = 0; files > mostFiles + (2 * StreamCount) && i < StreamCount; i++)
            {
                if (_streams[i].TryGiveUp())
                {
                    break;
                }
            }

            for (int i = 0; i < StreamCount; i++)
            {
                while (files > mostFiles && _streams[i].Files.KeptCount > 0)
                {
                    if (!_streams[i].Files.TryDeleteKept())
                    {
                        return false;
                    }

                    files--;
                }
            }

            return true;
        }

        /// <summary>Reads an event again, whether it is done with or not.</summary>
        /// <param name="fromKey">The lowest key that will do.</param>
        /// <param name="toKey">The highest.</param>
        /// <param name="item">The event with the lowest key of those, or <c>null</c>.</param>
        /// <returns>Whether there is one; <see cref="FlashAnswer.Failed"/> when there is none that can be read just now.</returns>
        public FlashAnswer ReadAgain(long fromKey, long toKey, out CabinetEvent item)
        {
            _buffer.GiveTo(null);
            for (int before = 0; ;)
            {
                item = null;
                int hidden = 0;
                for (int i = 0; i < StreamCount; i++)
                {
                    if (_streams[i].Files.ReadAgain(fromKey, item == null ? toKey : item.Key - 1, ref item, out int hiddenHere)
                        == FlashAnswer.Failed)
                    {
                        item = null;
                        return FlashAnswer.Failed;
                    }

                    hidden += hiddenHere;
                }

                if (item != null)
                {
                    return FlashAnswer.Found;
                }

                // What ends short or is wrong for once hides what stands there: missing is only what is hidden twice in the same place.
                if (hidden == before || before > 0)
                {
                    return hidden == before ? FlashAnswer.Missing : FlashAnswer.Failed;
                }

                before = hidden;
            }
        }
    }
}
