using System.Net;
using System.Security.Cryptography;
using AedCabinet.Access;
using AedCabinet.Accounts;
using AedCabinet.Desktop.Tests.Registry;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AedCabinet.Centre.Tests.Access;

/// <summary>SPEC §18: an outside OpenID Connect provider instead, where the authority has one.</summary>
[TestClass]
public sealed class AuthorityTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aed-authority-");

    private FileInfo File => new(Path.Combine(_folder.FullName, "authority.json"));

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task Who_logs_in_there_has_the_roles_that_its_claims_give()
    {
        await using WebApplication provider = Provider();
        await provider.StartAsync();
        Write(
            $$"""{"authority":"{{provider.Urls.Single()}}","clientId":"aed","clientSecretFile":"secret","grants":[{"claim":"groups","value":"aed-root","role":"administrator"},{"claim":"groups","value":"other","role":"dispatcher"}]}""");
        System.IO.File.WriteAllText(Path.Combine(_folder.FullName, "secret"), "s3cret\n");
        await using RegistryHost host = await RegistryHost.StartAsync(new SqliteTestStore(), authority: AuthoritySettings.Load(File));
        using HttpClient browser = host.Open();
        Assert.Contains("/login/authority?ReturnUrl=%2Faudit", await browser.GetStringAsync("/login?ReturnUrl=/audit"));

        Uri there = (await browser.GetAsync("/login/authority?ReturnUrl=/audit")).Headers.Location!;
        using HttpClient elsewhere = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        Uri back = (await elsewhere.GetAsync(there)).Headers.Location!;
        using HttpResponseMessage answer = await browser.GetAsync(back);

        Assert.AreEqual("/audit", answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync());
        Assert.AreEqual(HttpStatusCode.OK, (await browser.GetAsync("/audit")).StatusCode);
        Assert.AreEqual("wang@example login True", host.Audit().Select(entry => $"{entry.Who} {entry.Action} {entry.IsAllowed}").Single());
        using HttpResponseMessage again = await host.Open().GetAsync(back);
        Assert.AreEqual("/login?failed=authority", again.Headers.Location!.OriginalString);
    }

    [TestMethod]
    [DataRow("{", "authority.json")]
    [DataRow("""{"authority":"http://id.example","clientId":"aed","grants":[]}""", "use https://")]
    [DataRow("""{"authority":"https://id.example","clientId":"aed","grants":[],"more":1}""", "more")]
    [DataRow("""{"authority":"https://id.example","clientId":"aed","grants":[{"claim":"g","value":"v","role":"root"}]}""", "role")]
    [DataRow("""{"authority":"https://id.example","clientId":"aed","clientSecretFile":"nowhere","grants":[]}""", "nowhere")]
    public void A_file_that_cannot_be_used_is_told_at_the_start(string text, string why)
    {
        Write(text);

        Assert.Contains(why, Assert.ThrowsExactly<UserErrorException>(() => AuthoritySettings.Load(File)).Message);
    }

    private void Write(string text) => System.IO.File.WriteAllText(File.FullName, text);

    // As much of a provider as a login asks for.
    private static WebApplication Provider()
    {
        ECDsaSecurityKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "k" };
        string nonce = string.Empty;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        WebApplication web = builder.Build();
        web.Urls.Add("http://127.0.0.1:0");
        web.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = web.Urls.Single(),
            ["authorization_endpoint"] = web.Urls.Single() + "/authorize",
            ["token_endpoint"] = web.Urls.Single() + "/token",
            ["jwks_uri"] = web.Urls.Single() + "/keys",
        }));
        web.MapGet("/keys", () =>
        {
            JsonWebKey open = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key);
            return Results.Json(new { keys = new[] { new { kty = open.Kty, crv = open.Crv, x = open.X, y = open.Y, kid = "k" } } });
        });
        web.MapGet("/authorize", (HttpRequest request) =>
        {
            nonce = request.Query["nonce"].ToString();
            return Results.Redirect($"{request.Query["redirect_uri"]}?code=c&state={Uri.EscapeDataString(request.Query["state"]!)}");
        });
        web.MapPost("/token", async (HttpRequest request) => (await request.ReadFormAsync())["client_secret"] != "s3cret"
            ? Results.BadRequest() : Results.Json(new
            {
                token_type = "Bearer",
                access_token = "a",
                id_token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
                {
                    Issuer = web.Urls.Single(),
                    Audience = "aed",
                    Expires = DateTime.UtcNow.AddMinutes(5),
                    SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
                    Claims = new Dictionary<string, object>
                    {
                        ["sub"] = "1",
                        ["nonce"] = nonce,
                        ["preferred_username"] = "wang@example",
                        ["groups"] = new[] { "staff", "aed-root" },
                    },
                }),
            }));
        return web;
    }
}
