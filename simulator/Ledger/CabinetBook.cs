namespace AedCabinet.Ledger;

/// <summary>All cabinets that the registry knows. <see cref="Gate"/> guards it and everything in it.</summary>
public sealed class CabinetBook
{
    private readonly Dictionary<string, CabinetFile> _files = [];

    /// <summary>Gets the lock that guards it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Gets the cabinets.</summary>
    public IReadOnlyCollection<CabinetFile> Files => _files.Values;

    /// <summary>One cabinet.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>What is held of it, or <c>null</c>.</returns>
    public CabinetFile? Find(string id) => _files.GetValueOrDefault(id);

    /// <summary>Copies all cabinets.</summary>
    /// <param name="files">Where to, from its beginning; has room for as many as there are.</param>
    public void CopyTo(CabinetFile[] files) => _files.Values.CopyTo(files, 0);

    /// <summary>Takes a cabinet in.</summary>
    /// <param name="file">The cabinet.</param>
    public void Add(CabinetFile file) => _files[file.Entry.Topic.Cabinet] = file;

    /// <summary>Lets a cabinet go.</summary>
    /// <param name="file">The cabinet.</param>
    public void Remove(CabinetFile file) => _files.Remove(file.Entry.Topic.Cabinet);

    /// <summary>Forgets all.</summary>
    public void Clear() => _files.Clear();
}
