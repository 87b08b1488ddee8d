using System.CommandLine;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary><c>--language</c>: in which language a command speaks.</summary>
internal sealed class LanguageOption
{
    /// <summary>Initializes a new instance of the <see cref="LanguageOption"/> class.</summary>
    public LanguageOption() => Option.AcceptOnlyFromAmong("zh", "en");

    /// <summary>Gets the option, to be added to a command.</summary>
    public Option<string?> Option { get; } = new(
        "--language")
    { Description = "zh or en: in which language to speak (default: this computer's)." };

    /// <summary>Whether it is to be Chinese.</summary>
    /// <param name="result">The command line.</param>
    /// <returns><c>true</c> for Chinese.</returns>
    public bool IsChinese(ParseResult result) => IsChinese(result.GetValue(Option));

    /// <summary>Whether it is to be Chinese, while the command line is judged.</summary>
    /// <param name="result">The command line.</param>
    /// <returns><c>true</c> for Chinese.</returns>
    public bool IsChinese(System.CommandLine.Parsing.CommandResult result) => IsChinese(result.GetValue(Option));

    private static bool IsChinese(string? tag) => tag is null ? HostLanguage.IsChinese : tag == "zh";
}
