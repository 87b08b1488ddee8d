using AedCabinet.Simulator.Physics;

namespace AedCabinet.Physics.Tests;

[TestClass]
public sealed class ContactModelTests
{
    private static readonly ContactParameters s_usual = new();

    [TestMethod]
    public void It_shows_the_position_it_was_built_in()
    {
        Assert.IsTrue(new ContactModel(s_usual, closed: true, seed: 1).IsClosed(0));
        Assert.IsFalse(new ContactModel(s_usual, closed: false, seed: 1).IsClosed(0));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Every_bounce_is_over_within_its_time(bool closed)
    {
        int most = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            ContactModel contact = new(s_usual, !closed, seed);
            contact.MoveTo(closed, 1000);
            bool[] levels = Levels(contact, 1000, 1100);

            int changes = Changes(levels);
            Assert.AreEqual(closed, levels[0], $"the first touch, seed {seed}");
            Assert.AreEqual(0, changes % 2, $"it comes to rest where it was moved, seed {seed}");
            Assert.IsTrue(levels.Skip(15).All(level => level == closed), $"it rests after 15 ms, seed {seed}");
            most = Math.Max(most, changes);
        }

        Assert.AreEqual(10, most, "five bounces, each there and back");
    }

    [TestMethod]
    public void Each_movement_bounces_anew()
    {
        ContactModel contact = new(s_usual, closed: false, seed: 3);
        string[] movements = [.. Enumerable.Range(1, 20).Select(number =>
        {
            contact.MoveTo(number % 2 == 1, number * 1000);
            return string.Concat(Levels(contact, number * 1000, (number * 1000) + 15)
                .Select(level => level == (number % 2 == 1) ? '#' : '.'));
        })];

        Assert.IsGreaterThan(10, movements.Distinct().Count());
    }

    [TestMethod]
    public void Moving_it_to_where_it_is_does_nothing()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            ContactModel contact = new(s_usual, closed: true, seed);
            contact.MoveTo(true, 1000);
            Assert.AreEqual(0, Changes(Levels(contact, 1000, 1020)));
        }
    }

    [TestMethod]
    public void An_ideal_contact_never_bounces()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            ContactModel contact = new(ContactParameters.Ideal, closed: false, seed);
            contact.MoveTo(true, 1000);
            Assert.AreEqual(0, Changes(Levels(contact, 1000, 1020)));
        }
    }

    [TestMethod]
    [DataRow(3.0, 60)]
    [DataRow(0.5, 10)]
    public void Chatter_changes_twice_a_cycle_and_ends_at_its_time(double hz, int changesIn10S)
    {
        ContactModel contact = new(s_usual, closed: true, seed: 1);

        contact.StartChatter(1000, 11_000, hz);

        Assert.IsTrue(contact.IsClosed(999));
        Assert.AreEqual(changesIn10S, Changes(Levels(contact, 999, 11_001)), 1);
        Assert.IsTrue(Levels(contact, 11_000, 12_000).All(closed => closed));
    }

    [TestMethod]
    public void Chatter_can_be_stopped_before_its_time()
    {
        ContactModel contact = new(s_usual, closed: true, seed: 1);
        contact.StartChatter(0, 100_000, 5);
        Assert.IsGreaterThan(5, Changes(Levels(contact, 0, 1000)));

        contact.StopChatter();

        Assert.IsTrue(Levels(contact, 1000, 2000).All(closed => closed));
    }

    [TestMethod]
    public void A_broken_wire_is_an_open_circuit_until_it_is_mended()
    {
        ContactModel contact = new(s_usual, closed: true, seed: 1);

        contact.Break();
        Assert.IsFalse(contact.IsClosed(0));
        contact.MoveTo(false, 100);
        contact.MoveTo(true, 200);
        contact.StartChatter(300, 2000, 10);
        Assert.IsTrue(Levels(contact, 200, 1000).All(closed => !closed));
        Assert.IsTrue(contact.IsMovedToClosed);

        contact.Mend();
        Assert.IsTrue(contact.IsClosed(2000));
    }

    [TestMethod]
    public void Asking_changes_nothing()
    {
        ContactModel asked = new(s_usual, closed: false, seed: 3);
        ContactModel other = new(s_usual, closed: false, seed: 3);
        asked.MoveTo(true, 1000);
        other.MoveTo(true, 1000);

        bool[] forwards = Levels(asked, 1000, 1020);
        bool[] backwards = [.. Enumerable.Range(1000, 20).Reverse().Select(at => other.IsClosed(at)).Reverse()];

        CollectionAssert.AreEqual(forwards, backwards);
    }

    [TestMethod]
    public void Bounces_that_do_not_fit_are_refused() =>
        Assert.AreEqual(
            "5 bounces don't fit into 9 ms.",
            Assert.ThrowsExactly<ArgumentException>(() => new ContactModel(new ContactParameters { BounceMs = 9 }, true, 1)).Message);

    private static bool[] Levels(ContactModel contact, int fromMs, int toMs) =>
        [.. Enumerable.Range(fromMs, toMs - fromMs).Select(at => contact.IsClosed(at))];

    private static int Changes(bool[] levels) => levels.Zip(levels.Skip(1)).Count(pair => pair.First != pair.Second);
}
