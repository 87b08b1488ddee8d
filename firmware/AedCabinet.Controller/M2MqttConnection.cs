using System;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using AedCabinet.Link;
using AedCabinet.Platform;
using AedCabinet.Settings;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;

namespace AedCabinet.Controller
{
    /// <summary>
    /// The link's connection over M2Mqtt: a fresh client for every attempt, always disposed of, never connected or closed
    /// from one of its handlers. The rules of the library it follows are in <see cref="ClientSignals"/> and here.
    /// </summary>
    public sealed class M2MqttConnection : IBrokerConnection
    {
        // The client's own queue is unbounded otherwise. The link sends at most InFlight.Window, the
        // subscription, a farewell and telemetry; what arrives needs places too.
        private const int ClientQueueSize = InFlight.Window + 8;

        private readonly BrokerSettings _broker;
        private readonly string _clientId;
        private readonly IStorage _storage;
        private readonly AutoResetEvent _wake;
        private MqttClient _client;
        private ClientSignals _signals;

        /// <summary>Initializes a new instance of the <see cref="M2MqttConnection"/> class.</summary>
        /// <param name="configuration">The cabinet's id and its broker.</param>
        /// <param name="storage">Where the CA certificate is.</param>
        /// <param name="wake">Set when the client has something to say.</param>
        public M2MqttConnection(CabinetConfiguration configuration, IStorage storage, AutoResetEvent wake)
        {
            _broker = configuration.Broker;
            _clientId = configuration.Id;
            _storage = storage;
            _wake = wake;
        }

        /// <inheritdoc/>
        /// <remarks>A lack of memory is neither the name service's fault nor the broker's; it is thrown on, with nothing left
        /// open.</remarks>
        public bool TryOpen(string willTopic, string willText, out string problem)
        {
            bool isOpen = false;
            try
            {
                MqttSettings.Instance.InflightQueueSize = ClientQueueSize;
                _signals = new ClientSignals(_wake);

                // Resolves the host name, and throws without a network.
                _client = new MqttClient(
                    _broker.Host, _broker.Port, _broker.Tls, ReadCa(), null, _broker.Tls ? MqttSslProtocols.TLSv1_2
                        : MqttSslProtocols.None);
                _signals.Attach(_client);
                MqttReasonCode reason = _client.Connect(
                    _clientId,
                    _broker.User.Length == 0 ? null : _broker.User,
                    _broker.Password.Length == 0 ? null : _broker.Password,
                    true,
                    MqttQoSLevel.AtLeastOnce,
                    true,
                    willTopic,
                    willText,
                    true,
                    (ushort)_broker.KeepAliveSeconds);
                if (reason == MqttReasonCode.Success)
                {
                    problem = null;
                    isOpen = true;
                    return true;
                }

                problem = "broker " + Address() + " refused the connection, reason code " + ((int)reason).ToString()
                    + " (4 and 5: check user, password and permission)";
            }
            catch (Exception exception) when (!IsOutOfMemory(exception))
            {
                problem = _client == null
                    ? "the client for broker " + Address() + " could not be made (" + exception.GetType().Name
                        + "): does broker.host name a host that the name service knows, and is broker.caFile there?"
                    : "no connection to broker " + Address() + " (" + Names(exception) + ")"
                        + (_broker.Tls ? ": with TLS, check the CA, the name in the broker's certificate and the clock" : string.Empty);
            }
            catch (Exception)
            {
                // However deep the library has wrapped it.
                throw new OutOfMemoryException();
            }
            finally
            {
                if (!isOpen)
                {
                    Close(false);
                }
            }

            return false;
        }

        /// <inheritdoc/>
        public int Subscribe(string topic) =>
            _client.Subscribe(new string[] { topic }, new MqttQoSLevel[] { (MqttQoSLevel)_broker.CommandQos });

        /// <inheritdoc/>
        public bool TryPublish(string topic, string text, bool isRetained, out int messageId)
        {
            try
            {
                messageId = _client.Publish(topic, Encoding.UTF8.GetBytes(text), null, null, MqttQoSLevel.AtLeastOnce, isRetained);
                return true;
            }
            catch (MqttClientException)
            {
                messageId = 0;
                return false;
            }
        }

        /// <inheritdoc/>
        public void PublishOnce(string topic, string text)
        {
            try
            {
                _client.Publish(topic, Encoding.UTF8.GetBytes(text), null, null, MqttQoSLevel.AtMostOnce, false);
            }
            catch (MqttClientException)
            {
                // The client's queue is full of more important messages.
            }
        }

        /// <inheritdoc/>
        public bool TryTakeSignal(out BrokerSignal signal)
        {
            signal = null;
            return _signals != null && _signals.TryTake(out signal);
        }

        /// <inheritdoc/>
        public void Close(bool isFarewell)
        {
            MqttClient client = _client;
            if (client == null)
            {
                return;
            }

            try
            {
                // Signals of the old client are ignored.
                _signals.Detach(client);
                if (isFarewell)
                {
                    client.Disconnect();
                }
            }
            catch (Exception exception) when (!(exception is OutOfMemoryException))
            {
                // The connection may be gone already; there is nobody to say goodbye to then.
            }
            finally
            {
                _client = null;
                _signals = null;
                client.Dispose();
            }
        }

        private static bool IsOutOfMemory(Exception exception)
        {
            while (exception != null && !(exception is OutOfMemoryException))
            {
                exception = exception.InnerException;
            }

            return exception != null;
        }

        private X509Certificate ReadCa()
        {
            if (!_broker.Tls || _broker.CaFile.Length == 0)
            {
                return null;
            }

            if (_storage.Read(_broker.CaFile, out byte[] pem) != FlashAnswer.Found)
            {
                throw new InvalidOperationException();
            }

            // The device's parser takes PEM only with a terminating zero.
            byte[] terminated = new byte[pem.Length + 1];
            Array.Copy(pem, 0, terminated, 0, pem.Length);
            return new X509Certificate(terminated);
        }

        // The kinds only: a message of the platform's might quote what was sent.
        private static string Names(Exception exception) => exception.InnerException == null
            ? exception.GetType().Name
            : exception.GetType().Name + ", " + exception.InnerException.GetType().Name;

        private string Address() => _broker.Host + ":" + _broker.Port.ToString();
    }
}
