using System.Security.Cryptography;
using System.Text;

namespace AedCabinet.Simulator.Boards.Circuit;

/// <summary>Small expressions that a schematic has everywhere.</summary>
internal static class KicadText
{
    /// <summary>Where something is.</summary>
    /// <param name="x">From the left, in mm.</param>
    /// <param name="y">From the top, in mm.</param>
    /// <param name="degrees">Its rotation.</param>
    /// <returns>The expression.</returns>
    public static Expression At(double x, double y, int degrees = 0) => new("at", x, y, degrees);

    /// <summary>How a text looks.</summary>
    /// <param name="size">Its size, in mm.</param>
    /// <param name="isBold">Whether it is bold.</param>
    /// <param name="justify">Where it stands: <c>left</c>, <c>right</c>, or <c>null</c> for the middle.</param>
    /// <param name="isHidden">Whether it is not drawn.</param>
    /// <returns>The expression.</returns>
    public static Expression Font(double size = 1.27, bool isBold = false, string? justify = null, bool isHidden = false)
    {
        Expression font = new("font", new Expression("size", size, size));
        Expression effects = new("effects", isBold ? font.Add("bold") : font);
        if (justify is not null)
        {
            effects.Add(new Expression("justify", justify));
        }

        return isHidden ? effects.Add("hide") : effects;
    }

    /// <summary>A field of a symbol or a sheet.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its text.</param>
    /// <param name="id">Its number.</param>
    /// <param name="x">From the left, in mm.</param>
    /// <param name="y">From the top, in mm.</param>
    /// <param name="isHidden">Whether it is not drawn.</param>
    /// <param name="justify">Where it stands.</param>
    /// <returns>The expression.</returns>
    public static Expression Property(string name, string value, int id, double x, double y, bool isHidden, string? justify = null) =>
        new("property", new Expression.Quoted(name), new Expression.Quoted(value), new Expression("id", id), At(x, y),
            Font(justify: justify, isHidden: isHidden));

    /// <summary>An identity that is the same each time the schematic is made.</summary>
    /// <param name="of">What it is of.</param>
    /// <returns>The expression.</returns>
    public static Expression Uuid(string of) => new("uuid", UuidOf(of));

    /// <summary>An identity that is the same each time the schematic is made.</summary>
    /// <param name="of">What it is of.</param>
    /// <returns>Its text.</returns>
    public static string UuidOf(string of) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(of)).AsSpan(0, 16)).ToString();

    /// <summary>A page's frame.</summary>
    /// <param name="netlist">The circuit.</param>
    /// <param name="title">What the page shows.</param>
    /// <returns>The expression.</returns>
    public static Expression TitleBlock(Netlist netlist, string title)
    {
        Expression block = new("title_block", new Expression("title", new Expression.Quoted(title)),
            new Expression("company", new Expression.Quoted("AED Cabinet")));
        string[] comments = [netlist.Circuit.Notice?.En ?? string.Empty, netlist.Circuit.Notice?.Zh ?? string.Empty,
            $"{netlist.Board.Name}, {netlist.Kind}", "boards circuit: made from hardware/circuit/reference.json"];
        for (int index = 0; index < comments.Length; index++)
        {
            block.Add(new Expression("comment", index + 1, new Expression.Quoted(comments[index])));
        }

        return block;
    }

    /// <summary>A text on a page.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">From the left, in mm.</param>
    /// <param name="y">The line it stands on, in mm.</param>
    /// <param name="size">Its size, in mm.</param>
    /// <param name="id">What its identity is made of.</param>
    /// <param name="isBold">Whether it is bold.</param>
    /// <returns>The expression.</returns>
    public static Expression Text(string text, double x, double y, double size, string id, bool isBold = false)
    {
        Expression effects = Font(size, isBold);
        return new Expression("text", new Expression.Quoted(text), At(x, y),
            effects.Add(new Expression("justify", "left", "bottom")), Uuid(id));
    }
}
