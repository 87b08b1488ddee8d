using System.CommandLine;
using AedCabinet.Simulator;
using AedCabinet.Simulator.Commands;

ParseResult arguments = RunCommand.CreateRoot().Parse(args);
try
{
    int exitCode = await arguments.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return arguments.Errors.Count > 0 ? SimulatorException.WrongInput : exitCode;
}
catch (SimulatorException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return exception.ExitCode;
}
