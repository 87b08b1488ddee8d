using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AedCabinet.DeviceRules.Tests;

/// <summary>What an event says stands in one file of the firmware, and in the contract.</summary>
[TestClass]
public sealed partial class EventDataTests
{
    private const string List = "firmware/AedCabinet.Core/Events/EventData.cs";

    private static readonly SourceTree s_tree = SourceTree.Read(RepositoryRoot.Path);

    [TestMethod]
    public void Only_the_list_of_what_events_say_has_members_in_hand_written_JSON() => Findings.MustBeNone(
        from file in s_tree.With(".cs", "firmware/")
        where file != List
        from text in TextsOf(Read(file))
        where Member().IsMatch(text)
        select $"{file}: {text} belongs into {List}");

    // The outbox reads events from flash; all others get their number, severity and limit from the emitter.
    [TestMethod]
    public void Only_the_emitter_makes_events_and_only_the_outbox_reads_them() => CollectionAssert.AreEquivalent(
        new[] { "firmware/AedCabinet.Core/Events/EventEmitter.cs", "firmware/AedCabinet.Core/Storage/OutboxRecord.cs" },
        s_tree.With(".cs", "firmware/").Where(file => Read(file).Contains("new CabinetEvent(", StringComparison.Ordinal)).ToArray());

    [TestMethod]
    public void The_contract_describes_what_events_say_and_nothing_else()
    {
        JsonNode data = JsonNode.Parse(Read("firmware/contract/schemas/event.schema.json"))!["properties"]!["data"]!["properties"]!;

        CollectionAssert.AreEquivalent(data.AsObject().Select(member => member.Key).ToArray(), Members(Read(List)));
    }

    [TestMethod]
    [DataRow("static class A { const string B = \"\\\"sos\\\":true,\\\"n\\\":1\"; }", "sos n")]
    [DataRow("static class A { static string B(int c) => Number(\"lost\", c) + C.Text(\"x\", \"y\"); }", "lost x")]
    [DataRow("static class A { static string B() => Words(\"no, member\"); }", "")]
    public void Members_are_found_in_texts_and_as_what_a_writer_is_given_first(string source, string members) =>
        Assert.AreEqual(members, string.Join(' ', Members(source)));

    private static string[] Members(string source)
    {
        CompilationUnitSyntax root = SyntaxFactory.ParseCompilationUnit(source);
        IEnumerable<string> written = root.DescendantNodes().OfType<LiteralExpressionSyntax>()
            .Where(literal => literal.Token.Value is string)
            .SelectMany(literal => Member().Matches((string)literal.Token.Value!)).Select(match => match.Groups[1].Value);
        IEnumerable<string> named = root.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => NameOf(call.Expression) is "Text" or "Number" or "Member" or "MemberIfKnown")
            .Select(call => call.ArgumentList.Arguments[0].Expression).OfType<LiteralExpressionSyntax>()
            .Select(literal => (string)literal.Token.Value!);
        return [.. written.Concat(named).Distinct()];
    }

    private static IEnumerable<string> TextsOf(string source) =>
        SyntaxFactory.ParseCompilationUnit(source).DescendantTokens().Select(token => token.Value).OfType<string>();

    private static string NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax of => of.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => string.Empty,
    };

    private static string Read(string file) => File.ReadAllText(RepositoryRoot.At(file));

    [GeneratedRegex("\"(\\w+)\":")]
    private static partial Regex Member();
}
