namespace AedCabinet.Desk.Calls;

/// <summary>As whom a system asks for its tokens (OAuth 2.0 client credentials).</summary>
/// <param name="Id">Its name at the centre.</param>
/// <param name="Secret">What <c>registry system add</c> showed.</param>
public sealed record SystemLogin(string Id, string Secret)
{
    /// <inheritdoc/>
    public override string ToString() => Id;
}
