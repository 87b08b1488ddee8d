using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>
/// Finds where firmware would be hurt by what the platform does when memory ends, or with what it is given: a lack of memory taken for
/// something else, a thread that is just gone, a key that is cleared, a file that is neither durable nor let go
/// (<c>simulator/docs/stand-ins.md</c>).
/// </summary>
public static class MemoryRules
{
    private const string OutOfMemory = "System.OutOfMemoryException";

    private static readonly HashSet<string> s_all = ["System.Exception", "System.Object", "System.SystemException"];

    /// <summary>Where nothing can go on any more: whatever is thrown there, the board restarts next.</summary>
    private static readonly HashSet<string> s_atTheEnd =
    [
        "AedCabinet.Supervision.BootRecord.TryMarkCrashed", "AedCabinet.Controller.LastResort.MakeSafe",
        "AedCabinet.Controller.LastResort.TryKeep", "AedCabinet.Controller.GpioOutputs.SwitchOff",
    ];

    /// <summary>What counts and tells a lack of memory itself.</summary>
    private static readonly HashSet<string> s_tellApart =
    [
        "AedCabinet.Controller.LastResort.MakeSafe", "AedCabinet.Controller.LastResort.End", "AedCabinet.Controller.LastResort.EndMain",
        "AedCabinet.Controller.LastResort.Outlive",
        "AedCabinet.Controller.ThreadFailures.Note",
    ];

    private static readonly Dictionary<string, string> s_calls = new()
    {
        ["System.IO.File.Exists"] = "says no when there is no memory to look; File.GetAttributes",
        ["System.IO.File.ReadAllBytes"] =
            "waits without end for a file that is shorter than it says, and leaves a stream to the finalizer; a FileStream",
        ["System.IO.File.WriteAllBytes"] = "swallows what closing throws, and leaves a stream to the finalizer; a FileStream",
        ["System.IO.File.ReadAllText"] = "as File.ReadAllBytes; a FileStream",
        ["System.IO.File.WriteAllText"] = "as File.WriteAllBytes; a FileStream",
        ["System.IO.Stream.Dispose"] = "swallows what closing throws; Close",
    };

    /// <summary>Checks an assembly file.</summary>
    /// <param name="assemblyFile">The desktop build.</param>
    /// <returns>One line for each finding: where, what, and what instead.</returns>
    public static IReadOnlyList<string> Check(string assemblyFile)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(assemblyFile));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        using var module = ModuleDefinition.ReadModule(assemblyFile, new ReaderParameters { AssemblyResolver = resolver });
        return [.. module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(Check)];
    }

    private static IEnumerable<string> Check(MethodDefinition method)
    {
        var found = Calls(method).Concat(Handlers(method)).Concat(Threads(method));
        if (method is { IsStatic: true, Name: "Main" } && !IsGuarded(method))
        {
            found = found.Append("Main may end by an exception, and then nothing else happens; a last catch around all it calls");
        }

        return found.Select(what => $"{NameOf(method)}: {what}");
    }

    private static IEnumerable<string> Calls(MethodDefinition method)
    {
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.Operand is not MethodReference called)
            {
                continue;
            }

            var type = called.DeclaringType.FullName;
            if (s_calls.TryGetValue($"{type}.{called.Name}", out var instead))
            {
                yield return $"{called.DeclaringType.Name}.{called.Name} {instead}";
            }

            if (instruction.OpCode.Code != Code.Newobj)
            {
                continue;
            }

            if (type is "System.Security.Cryptography.HMACSHA256" or "System.Security.Cryptography.HMACSHA512")
            {
                yield return $"{called.DeclaringType.Name} keeps the array of its key and clears it; {called.DeclaringType.Name}.HashData";
            }
            else if (type == "System.IO.FileStream" && !method.DeclaringType.Methods.Any(SuppressesFinalizer))
            {
                yield return "FileStream stays in the finalizer's queue after it was closed; GC.SuppressFinalize";
            }
        }
    }

    private static IEnumerable<string> Handlers(MethodDefinition method)
    {
        var handlers = method.Body.ExceptionHandlers.Where(
            handler => handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter).ToArray();
        for (var i = 0; i < handlers.Length; i++)
        {
            var handler = handlers[i];
            var catchesAll = handler.HandlerType == ExceptionHandlerType.Filter || s_all.Contains(handler.CatchType.FullName);
            var isToldApart = Mentions(method, handler)
                || handlers.Take(i)
                    .Any(earlier => earlier.TryStart == handler.TryStart && earlier.TryEnd == handler.TryEnd && Mentions(method, earlier));
            if (catchesAll && !isToldApart && !s_atTheEnd.Contains(NameOf(method)))
            {
                yield return $"a catch of everything takes a lack of memory for something else; {OutOfMemory} apart";
            }
        }
    }

    private static IEnumerable<string> Threads(MethodDefinition method) => method.Body.Instructions
        .Where(
            instruction => instruction.OpCode.Code == Code.Newobj
                && (instruction.Operand as MethodReference)?.DeclaringType.FullName == "System.Threading.Thread")
        .Select(
            instruction => Before(instruction).FirstOrDefault(earlier => earlier.OpCode.Code is Code.Ldftn or Code.Ldvirtftn)?.Operand
                as MethodReference)
        .Where(started => started?.Resolve() is not { HasBody: true } target || !IsGuarded(target))
        .Select(
            started =>
                $"a thread that runs {started?.Name ?? "what it is given"} may end by an exception, and then nothing else happens; a last "
                    + $"catch around all it calls");

    /// <summary>Whether whatever a method calls is caught by it, and handed to the last resort.</summary>
    private static bool IsGuarded(MethodDefinition method)
    {
        var last = method.Body.ExceptionHandlers.Where(handler => handler.HandlerType == ExceptionHandlerType.Catch
            && s_all.Contains(handler.CatchType.FullName)
            && Between(handler.HandlerStart, handler.HandlerEnd)
                .Any(
                    instruction => instruction.Operand is MethodReference called
                        && s_tellApart.Contains($"{called.DeclaringType.FullName}.{called.Name}"))).ToArray();
        return last.Length > 0 && method.Body.Instructions
            .Where(instruction => instruction.OpCode.Code is Code.Call or Code.Callvirt)
            .All(
                call =>
                    last.Any(
                        handler => call.Offset >= handler.TryStart.Offset
                            && (handler.HandlerEnd is null || call.Offset < handler.HandlerEnd.Offset)));
    }

    private static bool Mentions(MethodDefinition method, ExceptionHandler handler)
    {
        var code = Between(handler.FilterStart ?? handler.HandlerStart, handler.HandlerEnd).ToArray();
        return handler.CatchType?.FullName == OutOfMemory
            || code.Any(IsTest)
            || code.Any(
                instruction => instruction.Operand is MethodReference called
                    && (s_tellApart.Contains($"{called.DeclaringType.FullName}.{called.Name}")
                || (called.DeclaringType.FullName == method.DeclaringType.FullName && called.Resolve() is { HasBody: true } own
                    && own.Body.Instructions.Any(IsTest))));
    }

    private static bool IsTest(Instruction instruction) =>
        instruction.OpCode.Code == Code.Isinst && (instruction.Operand as TypeReference)?.FullName == OutOfMemory;

    private static bool SuppressesFinalizer(MethodDefinition method) => method.HasBody
        && method.Body.Instructions.Any(instruction =>
            instruction.Operand is MethodReference { Name: "SuppressFinalize" } called && called.DeclaringType.FullName == "System.GC");

    private static IEnumerable<Instruction> Between(Instruction from, Instruction? to)
    {
        for (var instruction = from; instruction is not null && instruction != to; instruction = instruction.Next)
        {
            yield return instruction;
        }
    }

    private static IEnumerable<Instruction> Before(Instruction from)
    {
        for (var instruction = from.Previous; instruction is not null; instruction = instruction.Previous)
        {
            yield return instruction;
        }
    }

    private static string NameOf(MethodDefinition method) => $"{method.DeclaringType.FullName}.{method.Name}";
}
