using System.Reflection;
using AedCabinet.Api.Problems;
using AedCabinet.Terminal;
using Microsoft.AspNetCore.Mvc;

namespace AedCabinet.Api.Lists;

/// <summary>Refuses a parameter that a route doesn't know: a filter with a slip in its name must not give everything.</summary>
internal static class KnownParameters
{
    // The reader's language, as everywhere here.
    private const string Language = "lang";

    /// <summary>Makes the filter of a route.</summary>
    /// <param name="route">The route.</param>
    /// <param name="next">What comes after.</param>
    /// <returns>The filter.</returns>
    public static EndpointFilterDelegate Require(EndpointFilterFactoryContext route, EndpointFilterDelegate next)
    {
        string[] known = [.. route.MethodInfo.GetParameters().Where(IsOfQuery).Select(NameOf).Append(Language)];
        string list = string.Join(", ", known.Take(known.Length - 1));
        return context =>
        {
            string[] unknown = [.. context.HttpContext.Request.Query.Keys.Except(known, StringComparer.OrdinalIgnoreCase)];
            return unknown.Length == 0 ? next(context) : throw new ProblemException(ProblemKind.Invalid, null,
            [
                .. unknown.Select(name => new Fault(FaultPlace.Parameter, name, list.Length == 0
                    ? new Wording("没有这个参数；此地址没有查询参数。", "There is no such parameter: this address has none in its query.")
                    : new Wording($"没有这个参数；可用的有：{list}。", $"There is no such parameter; there are: {list}."))),
            ]);
        };
    }

    private static bool IsOfQuery(ParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return (type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(string[]))
            && parameter.GetCustomAttribute<FromHeaderAttribute>() is null && parameter.GetCustomAttribute<FromRouteAttribute>() is null;
    }

    private static string NameOf(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<FromQueryAttribute>()?.Name ?? parameter.Name!;
}
