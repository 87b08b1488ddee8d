using System.CommandLine;
using AedCabinet.Cell.Chaos;
using AedCabinet.Registry.Service;
using Microsoft.Extensions.Logging;

namespace AedCabinet.Registry.Commands;

/// <summary><c>registry cell work</c>: the worker of one prefecture in a trial, a process that can be killed. Not for people.</summary>
internal static class RegistryCellWorkCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "work";

    /// <summary>The option with the file that says how it gets in.</summary>
    public const string Access = "--access";

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<FileInfo> access = new(Access) { Description = "How it gets in.", HelpName = "FILE", Required = true };
        Command command = new(Name, "The worker of one prefecture in a trial.") { access };
        command.Hidden = true;
        command.SetAction(async (result, stop) =>
        {
            using ILoggerFactory log = LoggerFactory.Create(logging => logging.AddLogLines(isChinese: false));
            await TrialWorker.RunAsync(TrialWorkerAccess.Read(result.GetValue(access)!.FullName), log.CreateLogger(Name), stop);
        });
        return command;
    }
}
