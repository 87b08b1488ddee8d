namespace AedCabinet.Registry.Service;

/// <summary>What a process of a registry does; several share one PostgreSQL (SPEC §20).</summary>
internal enum RegistryRole
{
    /// <summary>Takes in what comes, and serves the page where a port is named.</summary>
    All,

    /// <summary>Takes in what comes, of the prefectures that are its share.</summary>
    Worker,

    /// <summary>Serves the page from the database alone.</summary>
    Page,
}
