namespace AedCabinet.Alerting;

/// <summary>A gateway's name leads to an address of this host or its network, where a webhook could do what nobody meant it to.</summary>
public sealed class PrivateAddressException()
    : IOException("the gateway's address is not of the public internet: allowPrivate is needed for that");
