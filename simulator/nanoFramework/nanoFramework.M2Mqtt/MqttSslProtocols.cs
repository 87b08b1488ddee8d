namespace nanoFramework.M2Mqtt;

/// <summary>Versions of TLS. Only <see cref="None"/>, <see cref="TLSv1_2"/> and <see cref="TLSv1_3"/> connect.</summary>
public enum MqttSslProtocols
{
    /// <summary>No TLS; on a secure connection, whatever both sides support.</summary>
    None = 0,

    /// <summary>Not supported.</summary>
    SSLv3 = 1,

    /// <summary>Not supported.</summary>
    TLSv1_0 = 2,

    /// <summary>Not supported.</summary>
    TLSv1_1 = 3,

    /// <summary>TLS 1.2.</summary>
    TLSv1_2 = 4,

    /// <summary>TLS 1.3.</summary>
    TLSv1_3 = 5,
}
