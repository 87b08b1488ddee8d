using System.CommandLine;
using AedCabinet.Registry.Commands;
using AedCabinet.Terminal;

ParseResult arguments = RegistryCommand.CreateRoot().Parse(args);
try
{
    int exitCode = await arguments.InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = RegistryCommand.EndsWithin });
    return arguments.Errors.Count > 0 ? UserErrorException.WrongInput : exitCode;
}
catch (UserErrorException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return exception.ExitCode;
}
