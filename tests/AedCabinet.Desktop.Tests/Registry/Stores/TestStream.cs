using System.Text;
using AedCabinet.Ledger;
using AedCabinet.Terminal;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>A prefecture's stream that keeps what is not confirmed, and hands it to whoever reads it.</summary>
/// <param name="prefecture">The prefecture.</param>
internal sealed class TestStream(string prefecture)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    private readonly List<string> _messages = [];
    private readonly HashSet<int> _confirmed = [];

    /// <summary>Gets how many messages wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_messages)
            {
                return _messages.Count - _confirmed.Count;
            }
        }
    }

    private string Topic => $"aed/v1/{prefecture}/{prefecture}02/health/NM-{prefecture}/event";

    /// <summary>A cabinet's next event.</summary>
    public void Add()
    {
        lock (_messages)
        {
            _messages.Add(LedgerBench.EventText(1, _messages.Count + 1, id: "NM-" + prefecture));
        }
    }

    /// <summary>Reads it.</summary>
    public IMessageSource Read(RegistryIngest ingest) => new Reader(this, ingest);

    private sealed class Reader(TestStream stream, RegistryIngest ingest) : IMessageSource
    {
        private readonly CancellationTokenSource _stop = new();
        private Task _work = Task.CompletedTask;

        public string Name => "test";

        public bool IsConnected => true;

        public Task<Wording> Yielded { get; } = new TaskCompletionSource<Wording>().Task;

        public void Start() => _work = Task.Run(ReadAsync);

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _work;
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _stop.Dispose();
        }

        private async Task ReadAsync()
        {
            HashSet<int> handedOn = [];
            while (!_stop.IsCancellationRequested)
            {
                List<(int Number, string Text)> next;
                lock (stream._messages)
                {
                    next = [.. stream._messages.Index().Where(item => !stream._confirmed.Contains(item.Index) && handedOn.Add(item.Index))];
                }

                foreach ((int number, string text) in next)
                {
                    ingest.Take(stream.Topic, Encoding.UTF8.GetBytes(text), false, new Delivery(stream, number));
                }

                await Task.Delay(s_look, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private sealed class Delivery(TestStream stream, int number) : IDelivery
    {
        public long Sequence => number + 1;

        public long StreamMadeMs => 1;

        public void Confirm()
        {
            lock (stream._messages)
            {
                stream._confirmed.Add(number);
            }
        }
    }
}
