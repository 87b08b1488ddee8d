using System.Collections;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt;

/// <summary>What the MQTT clients of nanoFramework have in common.</summary>
public interface IMqttClient
{
    /// <summary>A message came.</summary>
    /// <param name="sender">The client.</param>
    /// <param name="e">The message.</param>
    public delegate void MqttMsgPublishEventHandler(object sender, MqttMsgPublishEventArgs e);

    /// <summary>A message to publish came to an end.</summary>
    /// <param name="sender">The client.</param>
    /// <param name="e">Which, and how.</param>
    public delegate void MqttMsgPublishedEventHandler(object sender, MqttMsgPublishedEventArgs e);

    /// <summary>A subscription was answered.</summary>
    /// <param name="sender">The client.</param>
    /// <param name="e">Which, and how.</param>
    public delegate void MqttMsgSubscribedEventHandler(object sender, MqttMsgSubscribedEventArgs e);

    /// <summary>The end of a subscription was answered.</summary>
    /// <param name="sender">The client.</param>
    /// <param name="e">Which.</param>
    public delegate void MqttMsgUnsubscribedEventHandler(object sender, MqttMsgUnsubscribedEventArgs e);

    /// <summary>The link was lost.</summary>
    /// <param name="sender">The client.</param>
    /// <param name="e">Nothing.</param>
    public delegate void ConnectionClosedEventHandler(object sender, EventArgs e);

    /// <summary>A message came.</summary>
    public event MqttMsgPublishEventHandler? MqttMsgPublishReceived;

    /// <summary>A message to publish came to an end.</summary>
    public event MqttMsgPublishedEventHandler? MqttMsgPublished;

    /// <summary>A subscription was answered.</summary>
    public event MqttMsgSubscribedEventHandler? MqttMsgSubscribed;

    /// <summary>The end of a subscription was answered.</summary>
    public event MqttMsgUnsubscribedEventHandler? MqttMsgUnsubscribed;

    /// <summary>The link was lost.</summary>
    public event ConnectionClosedEventHandler? ConnectionClosed;

    /// <summary>Whether the link stands.</summary>
    public bool IsConnected { get; }

    /// <summary>Says where the broker is.</summary>
    /// <param name="brokerHostName">Name or address.</param>
    /// <param name="brokerPort">Port.</param>
    /// <param name="secure">Whether to use TLS.</param>
    /// <param name="caCert">Certificate that signed the broker's.</param>
    /// <param name="clientCert">The client's own certificate.</param>
    /// <param name="sslProtocol">Version of TLS.</param>
    void Init(string brokerHostName, int brokerPort, bool secure, byte[]? caCert, byte[]? clientCert, MqttSslProtocols sslProtocol);

    /// <summary>Connects and waits for the broker's answer.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="username">User, or null.</param>
    /// <param name="password">Password, or null.</param>
    /// <param name="willRetain">Whether the broker keeps the last will.</param>
    /// <param name="willQosLevel">QoS of the last will.</param>
    /// <param name="willFlag">Whether there is a last will.</param>
    /// <param name="willTopic">Topic of the last will; null without one.</param>
    /// <param name="willMessage">Text of the last will; null without one.</param>
    /// <param name="cleanSession">Whether the broker forgets earlier subscriptions.</param>
    /// <param name="keepAlivePeriod">Seconds without traffic before a ping, 0 for none.</param>
    /// <returns>The broker's answer.</returns>
    MqttReasonCode Connect(
        string clientId,
        string? username,
        string? password,
        bool willRetain,
        MqttQoSLevel willQosLevel,
        bool willFlag,
        string? willTopic,
        string? willMessage,
        bool cleanSession,
        ushort keepAlivePeriod);

    /// <summary>Takes leave of the broker.</summary>
    void Disconnect();

    /// <summary>Asks for topics.</summary>
    /// <param name="topics">Topics, wildcards allowed.</param>
    /// <param name="qosLevels">QoS of each.</param>
    /// <returns>Id of the request.</returns>
    ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels);

    /// <summary>Ends subscriptions.</summary>
    /// <param name="topics">Topics as subscribed.</param>
    /// <returns>Id of the request.</returns>
    ushort Unsubscribe(string[] topics);

    /// <summary>Queues a message.</summary>
    /// <param name="topic">Topic.</param>
    /// <param name="message">Bytes.</param>
    /// <param name="contentType">MQTT 5: what the bytes are; else null.</param>
    /// <param name="userProperties">MQTT 5: properties; else null.</param>
    /// <param name="qosLevel">QoS.</param>
    /// <param name="retain">Whether the broker keeps it.</param>
    /// <returns>Id of the message.</returns>
    ushort Publish(string topic, byte[]? message, string? contentType, ArrayList? userProperties, MqttQoSLevel qosLevel, bool retain);

    /// <summary>Queues a message with QoS 0.</summary>
    /// <param name="topic">Topic.</param>
    /// <param name="message">Bytes.</param>
    /// <param name="contentType">MQTT 5: what the bytes are; else null.</param>
    /// <returns>Id of the message.</returns>
    ushort Publish(string topic, byte[]? message, string? contentType);

    /// <summary>Queues a message with QoS 0.</summary>
    /// <param name="topic">Topic.</param>
    /// <param name="message">Bytes.</param>
    /// <returns>Id of the message.</returns>
    ushort Publish(string topic, byte[]? message);

    /// <summary>Ends the link and forgets what waits.</summary>
    void Close();
}
