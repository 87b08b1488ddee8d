using AedCabinet.Access;
using Microsoft.AspNetCore.Identity;

namespace AedCabinet.Accounts;

/// <summary>Makes and changes accounts of people and systems; each change is in the audit log.</summary>
/// <param name="users">ASP.NET Core Identity's own.</param>
/// <param name="book">The accounts.</param>
/// <param name="audit">Told of each change.</param>
/// <param name="clock">The time.</param>
public sealed class People(UserManager<Account> users, AccountBook book, IAuditLog audit, TimeProvider clock)
{
    /// <summary>Gets or sets which kind is looked after, <see cref="Account.Person"/> or <see cref="Account.System"/>.</summary>
    public string Kind { get; set; } = Account.Person;

    /// <summary>All accounts of the kind, by name.</summary>
    /// <returns>The accounts.</returns>
    public IReadOnlyList<Account> All() => [.. book.All().Where(account => account.Kind == Kind)];

    /// <summary>One account.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The account.</returns>
    /// <exception cref="AccountException">There is none.</exception>
    public Account Find(string name) => book.ByName(users.NormalizeName(name.Trim())) is { } found && found.Kind == Kind ? found
        : throw new AccountException(AccountFault.Unknown, name);

    /// <summary>Makes an account.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="password">Its password.</param>
    /// <param name="grants">Its roles.</param>
    /// <returns>When it is kept.</returns>
    /// <exception cref="AccountException">The name or the password can't be used; nothing was made.</exception>
    public async Task AddAsync(string name, string password, IReadOnlyList<Grant> grants)
    {
        Account account = new() { Name = Named(name), Made = clock.GetUtcNow(), Grants = grants };
        Judge(await users.CreateAsync(account, password), account.Name);
        await NoteAsync(account.Name, $"added: {Say(grants)}");
    }

    /// <summary>Makes an account of a system.</summary>
    /// <param name="name">Its name, which is its client id.</param>
    /// <param name="grants">Its roles.</param>
    /// <returns>Its secret, which is kept nowhere.</returns>
    /// <exception cref="AccountException">The name can't be used; nothing was made.</exception>
    public async Task<string> AddSystemAsync(string name, IReadOnlyList<Grant> grants)
    {
        string secret = SystemSecret.New();
        Account account = new()
        {
            Kind = Account.System,
            Name = Named(name),
            PasswordHash = SystemSecret.Hash(secret),
            Made = clock.GetUtcNow(),
            Grants = grants,
        };
        Judge(await users.CreateAsync(account), account.Name);
        await NoteAsync(account.Name, $"system added: {Say(grants)}");
        return secret;
    }

    /// <summary>Gives a system another secret, which ends its tokens.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The secret, which is kept nowhere.</returns>
    /// <exception cref="AccountException">There is no such system.</exception>
    public async Task<string> RenewSecretAsync(string name)
    {
        Account account = Find(name);
        string secret = SystemSecret.New();
        account.PasswordHash = SystemSecret.Hash(secret);
        Judge(await users.UpdateSecurityStampAsync(account), account.Name);
        await NoteAsync(account.Name, "secret renewed");
        return secret;
    }

    /// <summary>Gives an account another password, which ends its sessions.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="password">The password.</param>
    /// <returns>When it is kept.</returns>
    /// <exception cref="AccountException">There is no such account, or the password can't be used.</exception>
    public async Task SetPasswordAsync(string name, string password)
    {
        Account account = Find(name);
        foreach (IPasswordValidator<Account> judge in users.PasswordValidators)
        {
            Judge(await judge.ValidateAsync(users, account, password), account.Name);
        }

        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        account.Failures = 0;
        account.LockoutEnd = null;
        Judge(await users.UpdateSecurityStampAsync(account), account.Name);
        await NoteAsync(account.Name, "password set");
    }

    /// <summary>Locks an account, which ends its sessions, or unlocks it, also after failures.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isLocked">Whether to lock it.</param>
    /// <returns>When it is kept.</returns>
    /// <exception cref="AccountException">There is no such account, or nobody else would be left to look after the accounts.</exception>
    public async Task LockAsync(string name, bool isLocked)
    {
        Account account = Find(name);
        if (isLocked)
        {
            KeepOne(account);
        }

        account.IsLocked = isLocked;
        account.Failures = 0;
        account.LockoutEnd = null;
        Judge(await users.UpdateSecurityStampAsync(account), account.Name);
        await NoteAsync(account.Name, isLocked ? "locked" : "unlocked");
    }

    /// <summary>Takes an account's second factor away: its telephone is lost. Its sessions end.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>When it is kept.</returns>
    /// <exception cref="AccountException">There is no such account.</exception>
    public async Task ForgetSecondAsync(string name)
    {
        Account account = Find(name);
        account.IsSecondOn = false;
        account.SecondKey = null;
        account.Recovery = [];
        Judge(await users.UpdateSecurityStampAsync(account), account.Name);
        await NoteAsync(account.Name, "second factor taken away");
    }

    /// <summary>Gives an account other roles than it has.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="grants">All that it is to have.</param>
    /// <returns>When it is kept.</returns>
    /// <exception cref="AccountException">There is no such account, or nobody else would be left to look after the accounts.</exception>
    public async Task GrantAsync(string name, IReadOnlyList<Grant> grants)
    {
        Account account = Find(name);
        if (!grants.Any(IsOfAdministrator))
        {
            KeepOne(account);
        }

        book.SetGrants(account.Id, grants);
        await NoteAsync(account.Name, $"roles: {Say(grants)}");
    }

    /// <summary>Takes an account away; what it did stays in the audit log.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>When it is done.</returns>
    /// <exception cref="AccountException">There is no such account, or nobody else would be left to look after the accounts.</exception>
    public async Task RemoveAsync(string name)
    {
        Account account = Find(name);
        KeepOne(account);
        Judge(await users.DeleteAsync(account), account.Name);
        await NoteAsync(account.Name, "removed");
    }

    private static string Named(string name) => name.Trim() is { Length: > 0 and <= Account.MaxNameLength } trimmed
        && !trimmed.Any(char.IsControl) ? trimmed : throw new AccountException(AccountFault.Name, name);

    private static string Say(IReadOnlyList<Grant> grants) => string.Join(' ', grants.Select(grant => grant.ToClaim()));

    private static bool IsOfAdministrator(Grant grant) => grant.Role == Role.Administrator && grant.IsEverywhere;

    private static void Judge(IdentityResult result, string name)
    {
        if (!result.Succeeded)
        {
            throw new AccountException(result.Errors.First().Code switch
            {
                nameof(IdentityErrorDescriber.DuplicateUserName) => AccountFault.Taken,
                nameof(IdentityErrorDescriber.ConcurrencyFailure) => AccountFault.Changed,
                nameof(IdentityErrorDescriber.InvalidUserName) => AccountFault.Name,
                _ => AccountFault.Password,
            }, name);
        }
    }

    private void KeepOne(Account account)
    {
        bool IsAdministrator(Account one) => one is { Kind: Account.Person, IsLocked: false } && one.Grants.Any(IsOfAdministrator);
        if (IsAdministrator(account) && !book.All().Any(other => other.Id != account.Id && IsAdministrator(other)))
        {
            throw new AccountException(AccountFault.LastAdministrator, account.Name);
        }
    }

    // Who is at the computer itself is known by its own name for them.
    private Task NoteAsync(string whom, string detail) =>
        audit.AddAsync(new AuditEntry(clock.GetUtcNow(), Environment.UserName, AuditEntry.CommandLine, AuditActions.Account, null,
            true, detail, whom));
}
