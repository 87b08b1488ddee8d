using AedCabinet.Access;

namespace AedCabinet.Accounts;

/// <summary>A person or a system that may log in, as the registry's database has it.</summary>
public sealed class Account
{
    /// <summary>The kind of a person, who logs in with a name and a password.</summary>
    public const string Person = "person";

    /// <summary>The kind of a system, which asks for a token with its name and a secret.</summary>
    public const string System = "system";

    /// <summary>The most characters of a name: as many as one who handles emergencies may have.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Gets its id, which stays when its name changes.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>Gets what it is.</summary>
    public string Kind { get; init; } = Person;

    /// <summary>Gets or sets its name.</summary>
    public required string Name { get; set; }

    /// <summary>Gets or sets its name as it is looked for.</summary>
    public string? NormalizedName { get; set; }

    /// <summary>Gets or sets the hash of its password.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Gets or sets what changes with everything that ends its sessions.</summary>
    public string Stamp { get; set; } = string.Empty;

    /// <summary>Gets or sets what changes with every change.</summary>
    public string Version { get; set; } = Guid.NewGuid().ToString("N");

    /// <summary>Gets or sets a value indicating whether an administrator has locked it.</summary>
    public bool IsLocked { get; set; }

    /// <summary>Gets or sets until when it is locked after failures.</summary>
    public DateTimeOffset? LockoutEnd { get; set; }

    /// <summary>Gets or sets how many failures there were since the last success.</summary>
    public int Failures { get; set; }

    /// <summary>Gets or sets the key of its second factor, which may not be in use yet.</summary>
    public string? SecondKey { get; set; }

    /// <summary>Gets or sets a value indicating whether the second factor is asked for.</summary>
    public bool IsSecondOn { get; set; }

    /// <summary>Gets or sets the hashes of its recovery codes.</summary>
    public IReadOnlyList<string> Recovery { get; set; } = [];

    /// <summary>Gets or sets when it was made.</summary>
    public DateTimeOffset Made { get; set; }

    /// <summary>Gets or sets its roles and where they hold.</summary>
    public IReadOnlyList<Grant> Grants { get; set; } = [];
}
