using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace AedCabinet.Accounts;

/// <summary>
/// What ASP.NET Core Identity keeps of an account, in the registry's own database: one seam, one set of steps, both stores.
/// </summary>
/// <param name="book">The accounts.</param>
internal sealed class AccountStore(AccountBook book) : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>,
    IUserLockoutStore<Account>, IUserTwoFactorStore<Account>, IUserAuthenticatorKeyStore<Account>, IUserTwoFactorRecoveryCodeStore<Account>
{
    private static readonly IdentityErrorDescriber s_errors = new();

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    /// <inheritdoc/>
    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    /// <inheritdoc/>
    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) =>
        Done(() => user.Name = userName!);

    /// <inheritdoc/>
    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.NormalizedName);

    /// <inheritdoc/>
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        Done(() => user.NormalizedName = normalizedName);

    /// <inheritdoc/>
    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(
        book.TryAdd(user) ? IdentityResult.Success : IdentityResult.Failed(s_errors.DuplicateUserName(user.Name)));

    /// <inheritdoc/>
    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(
        book.TryChange(user) ? IdentityResult.Success : IdentityResult.Failed(s_errors.ConcurrencyFailure()));

    /// <inheritdoc/>
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(
        book.TryRemove(user.Id) ? IdentityResult.Success : IdentityResult.Failed(s_errors.ConcurrencyFailure()));

    /// <inheritdoc/>
    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(book.ById(userId));

    /// <inheritdoc/>
    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Task.FromResult(book.ByName(normalizedUserName));

    /// <inheritdoc/>
    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) =>
        Done(() => user.PasswordHash = passwordHash);

    /// <inheritdoc/>
    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    /// <inheritdoc/>
    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.PasswordHash is not null);

    /// <inheritdoc/>
    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) => Done(() => user.Stamp = stamp);

    /// <inheritdoc/>
    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Stamp);

    /// <inheritdoc/>
    /// <remarks>One that an administrator has locked has no end.</remarks>
    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.IsLocked ? DateTimeOffset.MaxValue : user.LockoutEnd);

    /// <inheritdoc/>
    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Done(() => user.LockoutEnd = lockoutEnd);

    /// <inheritdoc/>
    public Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(++user.Failures);

    /// <inheritdoc/>
    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Done(() => user.Failures = 0);

    /// <inheritdoc/>
    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Failures);

    /// <inheritdoc/>
    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) =>
        Done(() => user.IsSecondOn = enabled);

    /// <inheritdoc/>
    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.IsSecondOn);

    /// <inheritdoc/>
    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) =>
        Done(() => user.SecondKey = key);

    /// <inheritdoc/>
    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.SecondKey);

    /// <inheritdoc/>
    public Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        Done(() => user.Recovery = [.. recoveryCodes.Select(Hash)]);

    /// <inheritdoc/>
    public Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        string hash = Hash(code);
        bool isThere = user.Recovery.Contains(hash);
        user.Recovery = [.. user.Recovery.Where(one => one != hash)];
        return Task.FromResult(isThere);
    }

    /// <inheritdoc/>
    public Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Recovery.Count);

    // The codes are random and long: nothing slower is needed.
    private static string Hash(string code) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant())));

    private static Task Done(Action change)
    {
        change();
        return Task.CompletedTask;
    }
}
