using System.Globalization;
using AedCabinet.Centre;
using AedCabinet.Contract;

namespace AedCabinet.Page.Registry;

/// <summary>What is typed for an entry of the list of those on call.</summary>
internal sealed class OnCallForm
{
    private readonly Dictionary<string, string> _cells = new()
    {
        ["place"] = "1",
        ["channel"] = OnCallEntry.Mail,
    };

    /// <summary>Gets the number of the entry that is changed; 0 for a new one.</summary>
    public long No { get; private init; }

    /// <summary>Gets or sets for what it is.</summary>
    public Severity Severity { get; set; } = Severity.Emergency;

    /// <summary>Gets or sets a value indicating whether messages are Chinese.</summary>
    public bool IsChinese { get; set; } = true;

    /// <summary>Gets or sets the language of messages, as a list offers it: <c>zh</c> or <c>en</c>.</summary>
    public string Language
    {
        get => IsChinese ? "zh" : "en";
        set => IsChinese = value != "en";
    }

    /// <summary>The form for an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>The form.</returns>
    public static OnCallForm Of(OnCallEntry entry)
    {
        OnCallForm form = new() { No = entry.No, Severity = entry.Severity, IsChinese = entry.IsChinese };
        form.Set("prefecture", entry.Prefecture);
        form.Set("department", entry.Department);
        form.Set("cabinet", entry.Cabinet);
        form.Set("place", entry.Place.ToString(CultureInfo.InvariantCulture));
        form.Set("name", entry.Name);
        form.Set("channel", entry.Channel);
        form.Set("address", entry.Address);
        form.Set("hours", entry.Hours);
        return form;
    }

    /// <summary>What is typed in a column.</summary>
    /// <param name="column">The column.</param>
    /// <returns>The text.</returns>
    public string Get(string column) => _cells.GetValueOrDefault(column, string.Empty);

    /// <summary>Types something.</summary>
    /// <param name="column">The column.</param>
    /// <param name="text">The text.</param>
    public void Set(string column, string? text) => _cells[column] = text?.Trim() ?? string.Empty;

    /// <summary>The entry, to be judged.</summary>
    /// <returns>The entry; what is no number is place 0.</returns>
    public OnCallEntry Entry() => new(No, Get("prefecture"), Get("department"), Get("cabinet"), Severity,
        int.TryParse(Get("place"), NumberStyles.None, CultureInfo.InvariantCulture, out int place) ? place : 0, Get("name"), Get("channel"),
        Get("address"), Get("hours"), IsChinese);
}
