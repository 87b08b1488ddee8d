extern alias device;

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace AedCabinet.StandIns.Tests;

/// <summary>A member that a stand-in offers and the device does not have would compile here and nowhere else.</summary>
[TestClass]
public class PublicSurfaceTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [TestMethod]
    [DataRow(typeof(nanoFramework.Json.JsonConvert))]
    [DataRow(typeof(nanoFramework.M2Mqtt.MqttClient))]
    [DataRow(typeof(nanoFramework.Hardware.Esp32.Sleep))]
    [DataRow(typeof(nanoFramework.Runtime.Native.Power))]
    [DataRow(typeof(nanoFramework.Networking.NetworkHelper))]
    [DataRow(typeof(nanoFramework.Networking.WifiNetworkHelper))]
    [DataRow(typeof(nanoFramework.Networking.Sntp))]
    [DataRow(typeof(nanoFramework.TestFramework.Assert))]
    [DataRow(typeof(device::System.Threading.Thread))]
    [DataRow(typeof(device::System.IO.FileStream))]
    [DataRow(typeof(device::System.Security.Cryptography.HMACSHA256))]
    public void A_stand_in_offers_only_what_the_device_has(Type anyType)
    {
        var known = ReadLists();
        var unknown = anyType.Assembly.GetExportedTypes().SelectMany(Describe).Where(member => !known.Contains(member)).ToArray();

        // MSTest's own methods that the stand-in of the test framework overrides.
        unknown = [.. unknown.Where(member => !member.Contains("ExecuteAsync", StringComparison.Ordinal))];
        Assert.IsEmpty(unknown, string.Join('\n', unknown));
    }

    private static HashSet<string> ReadLists()
    {
        var folder = Path.Combine(SourceFolder(), "..", "nanoframework-api");
        return [.. Directory.GetFiles(folder, "*.txt").SelectMany(File.ReadLines)];
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static IEnumerable<string> Describe(Type type)
    {
        yield return $"T:{Name(type)}";
        foreach (var field in type.GetFields(Declared).Where(field => (field.IsPublic || field.IsFamily) && field.IsLiteral))
        {
            yield return $"F:{Name(type)}.{field.Name} = {Convert.ToInt64(field.GetRawConstantValue())}";
        }

        var methods = type.GetConstructors(Declared).Cast<MethodBase>().Concat(type.GetMethods(Declared));
        foreach (var method in methods.Where(method =>
            (method.IsPublic || method.IsFamily) && !method.IsDefined(typeof(CompilerGeneratedAttribute)) || IsAccessor(method)))
        {
            var parameters = string.Join(',', method.GetParameters().Select(parameter => Name(parameter.ParameterType)));
            var name = method.IsConstructor ? "#ctor" : method.Name;
            var returned = method is MethodInfo { ReturnType: var returnType } ? Name(returnType) : "System.Void";
            yield return $"M:{Name(type)}.{name}{(parameters.Length > 0 ? $"({parameters})" : "")} -> {returned}";
        }
    }

    private static bool IsAccessor(MethodBase method) => method.IsPublic && method.IsSpecialName && !method.IsConstructor;

    private static string Name(Type type) => type.FullName!.Replace('+', '.').Replace('&', '@');
}
