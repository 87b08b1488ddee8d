using System.Diagnostics.CodeAnalysis;
using AedCabinet.Contract;

namespace AedCabinet.Access;

/// <summary>A role and where it holds. What is empty doesn't narrow it.</summary>
/// <param name="Role">The role.</param>
/// <param name="Prefectures">The first four digits of GB/T 2260 codes; empty for all.</param>
/// <param name="Departments">Names of departments as in topics; empty for all.</param>
/// <param name="Cabinets">Ids of cabinets; empty for all, but for a <see cref="Role.Keeper"/>, who has none then.</param>
public sealed record Grant(Role Role, IReadOnlyList<string> Prefectures, IReadOnlyList<string> Departments, IReadOnlyList<string> Cabinets)
{
    /// <summary>The type of the claim that carries a grant.</summary>
    public const string ClaimType = "aed:grant";

    private const char Between = ';';
    private const char Among = ',';

    /// <summary>A role that holds everywhere.</summary>
    /// <param name="role">The role.</param>
    /// <returns>The grant.</returns>
    public static Grant Everywhere(Role role) => new(role, [], [], []);

    /// <summary>Gets a value indicating whether nothing narrows it.</summary>
    public bool IsEverywhere => Prefectures.Count == 0 && Departments.Count == 0 && Cabinets.Count == 0 && !IsNowhere;

    /// <summary>Gets a value indicating whether it holds for no cabinet at all: a keeper's of none.</summary>
    public bool IsNowhere => Role == Role.Keeper && Cabinets.Count == 0;

    /// <summary>Whether it holds for a cabinet.</summary>
    /// <param name="cabinet">The cabinet's topic.</param>
    /// <returns><c>true</c> when it does.</returns>
    public bool Covers(CabinetTopic cabinet) => IsIn(Prefectures, cabinet.Prefecture) && IsIn(Departments, cabinet.Sector)
        && !IsNowhere && IsIn(Cabinets, cabinet.Cabinet);

    /// <summary>The value of its claim: role, prefectures, departments and cabinets.</summary>
    /// <returns>For example <c>Dispatcher;1501,1525;;</c>.</returns>
    public string ToClaim() => string.Join(Between, Role, string.Join(Among, Prefectures), string.Join(Among, Departments),
        string.Join(Among, Cabinets));

    /// <summary>Reads a claim's value.</summary>
    /// <param name="text">The value.</param>
    /// <param name="grant">The grant, or <c>null</c>.</param>
    /// <returns><c>false</c> when it is none: then it grants nothing.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Grant? grant)
    {
        string[] parts = text.Split(Between);
        grant = parts.Length == 4 && Enum.TryParse(parts[0], out Role role) && Enum.IsDefined(role)
            ? new Grant(role, List(parts[1]), List(parts[2]), List(parts[3]))
            : null;
        return grant is not null;
    }

    private static string[] List(string text) => text.Split(Among, StringSplitOptions.RemoveEmptyEntries);

    private static bool IsIn(IReadOnlyList<string> wanted, string value) => wanted.Count == 0 || wanted.Contains(value);
}
