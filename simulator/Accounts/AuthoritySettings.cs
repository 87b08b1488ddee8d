using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using AedCabinet.Access;
using AedCabinet.Terminal;

namespace AedCabinet.Accounts;

/// <summary>An outside OpenID Connect provider that people log in at, and how what it says of them becomes roles: a JSON file.</summary>
public sealed record AuthoritySettings
{
    private const string DefaultName = "preferred_username";

    private static readonly JsonSerializerOptions s_strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <summary>Gets the provider's address.</summary>
    public required Uri Authority { get; init; }

    /// <summary>Gets under which id this registry is known there.</summary>
    public required string ClientId { get; init; }

    /// <summary>Gets the file with the secret in its first line, beside this one; <c>null</c> for a public client.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary>Gets the claim that is the person's name.</summary>
    public string NameClaim { get; init; } = DefaultName;

    /// <summary>Gets which claims give which roles.</summary>
    public required IReadOnlyList<AuthorityGrant> Grants { get; init; }

    /// <summary>Gets the secret; <c>null</c> for a public client.</summary>
    [JsonIgnore]
    public string? ClientSecret { get; private init; }

    /// <summary>Reads the file.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="UserErrorException">It can't be read, or says something that can't be.</exception>
    public static AuthoritySettings Load(FileInfo file)
    {
        try
        {
            AuthoritySettings settings = JsonSerializer.Deserialize<AuthoritySettings>(File.ReadAllText(file.FullName), s_strict)
                ?? throw new JsonException("It is empty.");
            if (!settings.Authority.IsAbsoluteUri || (settings.Authority.Scheme != Uri.UriSchemeHttps && !settings.Authority.IsLoopback))
            {
                throw new JsonException("authority: use https://…");
            }

            return settings with
            {
                ClientSecret = settings.ClientSecretFile is { } secret
                    ? File.ReadLines(Path.Combine(file.DirectoryName!, secret)).FirstOrDefault()?.Trim() : null,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserErrorException($"--openid-connect：{file.FullName}不能使用：{exception.Message} / --openid-connect: {file.FullName} "
                + $"can't be used: {exception.Message}", UserErrorException.WrongInput);
        }
    }

    /// <summary>The roles of a person, by what the provider says of him.</summary>
    /// <param name="claims">What it says.</param>
    /// <returns>The roles.</returns>
    public IEnumerable<Grant> GrantsOf(ClaimsPrincipal claims) =>
        Grants.Where(grant => claims.HasClaim(grant.Claim, grant.Value)).Select(grant => grant.ToGrant());
}
