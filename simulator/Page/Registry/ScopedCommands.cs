using AedCabinet.Access;
using AedCabinet.Centre;

namespace AedCabinet.Page.Registry;

/// <summary>The desk for commands as one open page may use it: each command is judged and noted.</summary>
/// <param name="office">Who looks.</param>
/// <param name="desk">The desk.</param>
public sealed class ScopedCommands(ScopedOffice office, CommandDesk desk)
{
    /// <summary>Raised after something became of a command; may come from any thread.</summary>
    public event Action? Changed
    {
        add => desk.Changed += value;
        remove => desk.Changed -= value;
    }

    /// <summary>Gets the commands sent to cabinets that may be seen, the newest first.</summary>
    public IReadOnlyList<CommandRecord> Commands =>
        [.. desk.Commands.Where(command => office.May(Permission.See, command.Cabinet))];

    /// <summary>Whether whoever looks may command a cabinet, and there is a key for it.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <returns><c>true</c> when it may.</returns>
    public bool CanCommand(string cabinet) => desk.CanCommand(cabinet) && office.May(Permission.Command, cabinet);

    /// <summary>Signs and sends a command.</summary>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="name">The command.</param>
    /// <param name="args">Its arguments, a JSON object as text.</param>
    /// <param name="isForged">Whether to sign it with a wrong key.</param>
    /// <returns>The command's id.</returns>
    /// <exception cref="ArgumentException">It may not be commanded, there is no key for it, or the command is too long.</exception>
    public async Task<string> SendAsync(string cabinet, string name, string args = "{}", bool isForged = false)
    {
        bool mayCommand = office.May(Permission.Command, cabinet);
        office.Note(AuditActions.Command, cabinet, mayCommand, name);
        return mayCommand ? await desk.SendAsync(cabinet, name, args, isForged)
            : throw new ArgumentException($"{cabinet} may not be commanded by this account.", nameof(cabinet));
    }
}
