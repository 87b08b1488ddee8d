namespace AedCabinet.Page.Words;

/// <summary>The departments to which cabinets belong (数据归口管理), as topics name them, in the order in which pages offer them.</summary>
public static class Departments
{
    /// <summary>Gets all of them; their names are <c>registry.sector.…</c> of the words.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "health", "education", "transport", "culture-tourism", "sport", "civil-affairs", "emergency-management", "public-security",
        "housing", "red-cross", "enterprise", "commerce", "civil-aviation", "railway", "government-offices",
    ];
}
