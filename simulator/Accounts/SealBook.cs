using System.Data.Common;
using System.Xml.Linq;
using AedCabinet.Ledger;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AedCabinet.Accounts;

/// <summary>
/// Keeps in the registry's database what the cookies of those who are logged in are sealed with: a restart logs nobody out, and what one
/// process has sealed another opens. Whoever reads the database can forge a login; the file is its owner's alone.
/// </summary>
/// <param name="store">Where the database is.</param>
internal sealed class SealBook(LedgerStore store) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using LedgerDatabase database = store.OpenForReading();
        using Statement statement = database.Prepare("SELECT xml FROM seals ORDER BY made");
        using DbDataReader rows = statement.Rows();
        List<XElement> elements = [];
        while (rows.Read())
        {
            elements.Add(XElement.Parse(rows.GetString(0)));
        }

        return elements;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using LedgerDatabase database = store.OpenForChange();
        using Statement statement = database.Prepare(
            "INSERT INTO seals (name, xml, made) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET xml = excluded.xml", 3);
        statement.Run(friendlyName, element.ToString(SaveOptions.DisableFormatting), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
    }
}
