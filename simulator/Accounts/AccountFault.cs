namespace AedCabinet.Accounts;

/// <summary>Why an account can't be made or changed.</summary>
public enum AccountFault
{
    /// <summary>There is no such account.</summary>
    Unknown,

    /// <summary>There is one of that name.</summary>
    Taken,

    /// <summary>The name can't be used.</summary>
    Name,

    /// <summary>The password is too short.</summary>
    Password,

    /// <summary>Somebody else has changed it meanwhile.</summary>
    Changed,

    /// <summary>Nobody would be left to look after the accounts.</summary>
    LastAdministrator,
}
