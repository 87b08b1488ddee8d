namespace AedCabinet.Centre;

/// <summary>A webhook's name leads to an address of this host or its network, where it could do what nobody meant it to.</summary>
public sealed class PrivateAddressException() : IOException("the address is not of the public internet, and no other is allowed here");
