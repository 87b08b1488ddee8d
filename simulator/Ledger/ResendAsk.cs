namespace AedCabinet.Ledger;

/// <summary>Numbers that a cabinet has been asked for again.</summary>
/// <param name="Cabinet">The cabinet's id.</param>
/// <param name="Boot">The number of the boot.</param>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number.</param>
/// <param name="Asked">When.</param>
internal sealed record ResendAsk(string Cabinet, int Boot, int First, int Last, DateTimeOffset Asked)
{
    /// <summary>Gets the command's number; 0 before it is signed.</summary>
    public long Counter { get; init; }

    /// <summary>Gets the command's id.</summary>
    public string Id => "g-" + Counter.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Gets the command's arguments, as SPEC §14 has them.</summary>
    public string Args => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{{\"boot\":{Boot},\"from\":{First},\"to\":{Last}}}");

    /// <summary>Gets how many numbers.</summary>
    public int Count => Last - First + 1;

    /// <summary>Gets or sets when it is sent again unless a reply comes.</summary>
    public DateTimeOffset RepeatAt { get; set; }

    /// <summary>Gets or sets when the events must be here; <c>null</c> before the reply.</summary>
    public DateTimeOffset? ArrivesBy { get; set; }

    /// <summary>Gets or sets the reply's code; <c>null</c> before it.</summary>
    public string? Code { get; set; }

    /// <summary>Gets or sets the reply's reason.</summary>
    public string? Reason { get; set; }

    /// <summary>Gets or sets how many events the cabinet says it gives again; <c>null</c> when it does not say.</summary>
    public long? Given { get; set; }
}
