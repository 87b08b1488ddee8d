using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace AedCabinet.StandIns.Tests.M2Mqtt;

/// <summary>MQTTnet's own broker on a free port, keeping what it was sent.</summary>
internal sealed class RealBroker : IDisposable
{
    private readonly MqttServer _server;

    internal RealBroker(X509Certificate2? certificate = null, SslProtocols protocols = SslProtocols.Tls12 | SslProtocols.Tls13)
    {
        Port = FreePort.Find();
        var options = new MqttServerOptionsBuilder();
        if (certificate is null)
        {
            options.WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(Port);
        }
        else
        {
            options.WithoutDefaultEndpoint().WithEncryptedEndpoint().WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback)
                .WithEncryptedEndpointPort(Port).WithEncryptionCertificate(certificate).WithEncryptionSslProtocol(protocols);
        }

        _server = new MqttServerFactory().CreateMqttServer(options.Build());
        _server.InterceptingPublishAsync += arguments =>
        {
            Published.Enqueue(arguments.ApplicationMessage);
            return System.Threading.Tasks.Task.CompletedTask;
        };
        _server.ValidatingConnectionAsync += arguments =>
        {
            arguments.ReasonCode = Answer;
            return System.Threading.Tasks.Task.CompletedTask;
        };
        _server.InterceptingSubscriptionAsync += arguments =>
        {
            if (arguments.TopicFilter.Topic.StartsWith("forbidden", StringComparison.Ordinal))
            {
                arguments.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
                arguments.ProcessSubscription = false;
            }

            return System.Threading.Tasks.Task.CompletedTask;
        };
        _server.StartAsync().GetAwaiter().GetResult();
    }

    internal int Port { get; }

    internal ConcurrentQueue<MqttApplicationMessage> Published { get; } = new();

    /// <summary>What it answers to a connect.</summary>
    internal MqttConnectReasonCode Answer { get; set; } = MqttConnectReasonCode.Success;

    internal void Publish(string topic, string text, MqttQualityOfServiceLevel qos = MqttQualityOfServiceLevel.AtLeastOnce)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(text).WithQualityOfServiceLevel(qos).Build();
        _server.InjectApplicationMessage(new InjectedMqttApplicationMessage(message)).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _server.StopAsync(new MqttServerStopOptions()).GetAwaiter().GetResult();
        _server.Dispose();
    }
}

internal static class FreePort
{
    internal static int Find()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
