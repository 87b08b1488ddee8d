using System.Globalization;
using AedCabinet.Terminal;

namespace AedCabinet.Desk.Feed;

/// <summary>How a system behaves: well, or as badly as it is told to.</summary>
public sealed record Manner
{
    private const char Between = ',';
    private const string SlowWord = "slow";
    private const double DefaultSlowSeconds = 5;
    private const double MostSlowSeconds = 600;

    /// <summary>Gets one that does everything right.</summary>
    public static Manner Well { get; } = new();

    /// <summary>Gets the words of a manner.</summary>
    public static IReadOnlyList<string> Words { get; } =
        ["well", SlowWord, "slow=SECONDS", "down", "duplicating", "reordering", "endless", "redirect"];

    /// <summary>Gets for how long it waits before it answers.</summary>
    public TimeSpan Slow { get; init; }

    /// <summary>Gets a value indicating whether it breaks connections off without an answer.</summary>
    public bool IsDown { get; init; }

    /// <summary>
    /// Gets a value indicating whether it loses its first answer to each event, so that it comes again, and sends twice what it sends.
    /// </summary>
    public bool IsDuplicating { get; init; }

    /// <summary>Gets a value indicating whether it tells two things in a row the wrong way round.</summary>
    public bool IsReordering { get; init; }

    /// <summary>Gets a value indicating whether its answers have no end.</summary>
    public bool IsEndless { get; init; }

    /// <summary>Gets a value indicating whether it leads whoever comes elsewhere.</summary>
    public bool IsRedirecting { get; init; }

    /// <summary>Reads one.</summary>
    /// <param name="text">Words with commas between them.</param>
    /// <param name="manner">The manner.</param>
    /// <returns>Whether all of them are known.</returns>
    public static bool TryParse(string? text, out Manner manner)
    {
        manner = Well;
        foreach (string word in (text ?? string.Empty).Split(Between,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (manner.With(word) is not { } next)
            {
                manner = Well;
                return false;
            }

            manner = next;
        }

        return true;
    }

    /// <summary>Things in the order in which it tells them.</summary>
    /// <typeparam name="T">What is told.</typeparam>
    /// <param name="things">In the right order.</param>
    /// <returns>In its own.</returns>
    public IReadOnlyList<T> Order<T>(IReadOnlyList<T> things) =>
        IsReordering ? [.. things.Select((_, place) => things[(place ^ 1) < things.Count ? place ^ 1 : place])] : things;

    /// <summary>Gets how often it sends the same thing.</summary>
    public int Times => IsDuplicating ? 2 : 1;

    /// <summary>What is wrong with a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>It, and what would be right.</returns>
    public static Wording WhyNot(string? text)
    {
        string words = string.Join(", ", Words);
        return new($"“{text}”不是可选的方式；请用：{words}（多个之间加逗号）", $"\"{text}\" is no manner; use {words} (commas between several)");
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string?[] words =
        [
            Slow > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"{SlowWord}={Slow.TotalSeconds:0.###}") : null,
            IsDown ? "down" : null, IsDuplicating ? "duplicating" : null, IsReordering ? "reordering" : null, IsEndless ? "endless" : null,
            IsRedirecting ? "redirect" : null,
        ];
        string text = string.Join(Between, words.OfType<string>());
        return text.Length == 0 ? Words[0] : text;
    }

    private Manner? With(string word) => word switch
    {
        "well" => this,
        SlowWord => this with { Slow = TimeSpan.FromSeconds(DefaultSlowSeconds) },
        "down" => this with { IsDown = true },
        "duplicating" => this with { IsDuplicating = true },
        "reordering" => this with { IsReordering = true },
        "endless" => this with { IsEndless = true },
        "redirect" => this with { IsRedirecting = true },
        _ when word.Split('=') is [SlowWord, string number]
            && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && seconds is >= 0 and <= MostSlowSeconds => this with { Slow = TimeSpan.FromSeconds(seconds) },
        _ => null,
    };
}
