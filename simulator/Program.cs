using System.CommandLine;
using System.CommandLine.Parsing;
using AedCabinet.Registry.Commands;
using AedCabinet.Simulator.Commands;
using AedCabinet.Terminal;

ParseResult arguments = RunCommand.CreateRoot().Parse(args);
try
{
    InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false };
    if (arguments.CommandResult.Command.Name == FleetCommand.Name)
    {
        // Two seconds, as for the others, would cut its report off.
        configuration.ProcessTerminationTimeout = FleetCommand.EndsWithin;
    }

    // What keeps a database or secrets in files ends cleanly, on a busy computer too.
    if (arguments.CommandResult.Parent is CommandResult { Command.Name: RegistryCommand.Cell }
        || arguments.CommandResult.Command.Name is RegistryCommand.Name or DeskCommand.Name)
    {
        configuration.ProcessTerminationTimeout = RegistryCommand.EndsWithin;
    }

    int exitCode = await arguments.InvokeAsync(configuration);
    return arguments.Errors.Count > 0 ? UserErrorException.WrongInput : exitCode;
}
catch (UserErrorException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return exception.ExitCode;
}
