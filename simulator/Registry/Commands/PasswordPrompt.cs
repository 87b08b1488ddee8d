using System.Text;
using AedCabinet.Terminal;

namespace AedCabinet.Registry.Commands;

/// <summary>
/// Asks for a password: on a terminal twice and unseen, otherwise the first line of standard input. It is never an argument, which others
/// on this computer could read.
/// </summary>
internal static class PasswordPrompt
{
    /// <summary>Asks.</summary>
    /// <param name="isChinese">In which language.</param>
    /// <returns>The password.</returns>
    /// <exception cref="UserErrorException">None was given, or not the same twice.</exception>
    public static string Ask(bool isChinese)
    {
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() is { Length: > 0 } line ? line : throw Wrong(isChinese,
                new("标准输入中没有密码；请在终端中运行，或将密码写入标准输入的第一行。",
                    "Standard input holds no password; run it on a terminal, or give the password as its first line."));
        }

        string first = Read(new Wording("密码（不显示）：", "Password (not shown): ").In(isChinese));
        string again = Read(new Wording("再输入一次：", "Once more: ").In(isChinese));
        return first == again ? first : throw Wrong(isChinese, new("两次输入的密码不一致；没有更改任何内容。",
            "The password was not the same twice; nothing was changed."));
    }

    private static UserErrorException Wrong(bool isChinese, Wording words) => new(words.In(isChinese), UserErrorException.WrongInput);

    private static string Read(string prompt)
    {
        Console.Error.Write(prompt);
        StringBuilder typed = new();
        for (ConsoleKeyInfo key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
