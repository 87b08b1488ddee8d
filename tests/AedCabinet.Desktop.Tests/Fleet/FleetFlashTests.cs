using AedCabinet.Controller;
using AedCabinet.Platform;
using AedCabinet.Simulator.Fleet;

namespace AedCabinet.Desktop.Tests.Fleet;

[TestClass]
public class FleetFlashTests
{
    private readonly FleetFlash _flash = new(() => [1, 2, 3]);

    [TestMethod]
    public void What_is_added_stands_behind_what_was_there()
    {
        Assert.IsTrue(_flash.TryAppend("log", [1]));
        Assert.IsTrue(_flash.TryAppend("log", [2, 3]));
        Assert.AreEqual(FlashAnswer.Found, _flash.Read("log", out byte[] content));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, content);
    }

    [TestMethod]
    public void Nobody_changes_a_file_through_the_bytes_he_was_given_or_gave()
    {
        byte[] mine = [7];
        _flash.TryWrite("a", mine);
        mine[0] = 8;
        _flash.Read("a", out byte[] read);
        read[0] = 9;

        _flash.Read("a", out byte[] again);
        CollectionAssert.AreEqual(new byte[] { 7 }, again);
    }

    [TestMethod]
    public void A_deleted_file_is_gone_and_the_others_stay()
    {
        _flash.TryWrite("a", [1]);
        _flash.TryWrite("b", [2]);
        Assert.IsTrue(_flash.TryDelete("a"));

        Assert.IsTrue(_flash.TryDelete("never was"));
        Assert.AreEqual(FlashAnswer.Missing, _flash.Read("a", out byte[] _));
        Assert.IsTrue(_flash.TryList(out string[] names));
        CollectionAssert.AreEqual(new[] { "b" }, names);
    }

    [TestMethod]
    public void The_configuration_is_read_from_where_it_is_made()
    {
        Assert.AreEqual(FlashAnswer.Found, _flash.Read(ConfigurationFile.Name, out byte[] content));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, content);
        Assert.AreEqual(0, _flash.UsedBytes);
    }

    [TestMethod]
    public void A_full_flash_refuses_and_keeps_what_it_has()
    {
        Assert.IsTrue(_flash.TryWrite("big", new byte[FleetFlash.Capacity - 1]));
        Assert.IsFalse(_flash.TryAppend("big", [1, 2]));
        Assert.IsFalse(_flash.TryWrite("other", [1, 2]));
        Assert.AreEqual(FleetFlash.Capacity - 1, _flash.UsedBytes);
        Assert.IsTrue(_flash.TryWrite("big", [1]));
        Assert.AreEqual(1, _flash.UsedBytes);
    }
}
