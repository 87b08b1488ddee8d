using System.Text.RegularExpressions;
using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Judges telephone numbers as people in China write them.</summary>
internal static partial class ContactPhone
{
    private const int MobileDigits = 11;

    /// <summary>What is wrong with a number.</summary>
    /// <param name="text">The number.</param>
    /// <param name="isWarning">Whether it may be as it should.</param>
    /// <returns>What is wrong, or <c>null</c>.</returns>
    public static Wording? WhyRefused(string text, out bool isWarning)
    {
        isWarning = false;
        if (text.Count(char.IsAsciiDigit) < 3 || !text.All(c => char.IsAsciiDigit(c) || "+-() .,;/x转（）—－".Contains(c)))
        {
            return new($"“{text}”不是电话号码。", $"\"{text}\" is no telephone number.");
        }

        // Several numbers may stand there; each may have an extension.
        foreach (string number in Separator().Split(text))
        {
            string digits = new([.. Extension().Replace(number, string.Empty).Where(char.IsAsciiDigit)]);
            bool isAbroad = number.TrimStart().StartsWith('+');
            bool lostZero = digits.Length is >= 9 and <= 11 && digits[0] is >= '2' and <= '9' && digits[..3] is not ("400" or "800");

            // 010 is Beijing's; no mobile number begins with 10.
            lostZero |= digits.Length is 9 or 10 && digits.StartsWith("10", StringComparison.Ordinal);
            if (!isAbroad && lostZero)
            {
                return new(
                    $"“{number.Trim()}”像是丢了区号前面的0（Excel去掉了它）；请把该列设为“文本”格式，写成0471-1234567。",
                    $"\"{number.Trim()}\" seems to have lost the zero before its area code (Excel takes it away); format the column as "
                        + $"text and write it as 0471-1234567.");
            }

            if (!isAbroad && digits.Length is 12 or 13 && digits.StartsWith("86", StringComparison.Ordinal))
            {
                return new(
                    $"“{number.Trim()}”像是丢了前面的+（Excel去掉了它）；请把该列设为“文本”格式，国内号码不写+86。",
                    $"\"{number.Trim()}\" seems to have lost the + before 86 (Excel takes it away); format the column as text, and write "
                        + $"a number in China without +86.");
            }

            if (!isAbroad && digits.Length != MobileDigits && digits.Length > 8 && digits[0] == '1')
            {
                isWarning = true;
                return new($"“{number.Trim()}”有{digits.Length}位，手机号是{MobileDigits}位；请核对。",
                    $"\"{number.Trim()}\" has {digits.Length} digits, a mobile number has {MobileDigits}; compare it.");
            }

            if (!isAbroad && digits.Length is 7 or 8)
            {
                isWarning = true;
                return new($"“{number.Trim()}”没有区号，外地打不通；请加上区号。",
                    $"\"{number.Trim()}\" has no area code; from elsewhere nobody gets through: add it.");
            }
        }

        return null;
    }

    [GeneratedRegex("[,;/]")]
    private static partial Regex Separator();

    [GeneratedRegex("[转x].*$")]
    private static partial Regex Extension();
}
