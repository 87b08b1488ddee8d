using AedCabinet.Centre;
using AedCabinet.Contract;
using AedCabinet.Page.Registry;

namespace AedCabinet.Desktop.Tests.Registry;

/// <summary>The rows of open emergencies: the newest first, in places that do not move under the hand.</summary>
[TestClass]
public class EmergencyOrderTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 12, 11, 0, 0, TimeSpan.FromHours(8));

    private readonly EmergencyOrder _order = new();

    [TestMethod]
    public void The_newest_is_first_and_each_emergency_of_a_cabinet_has_its_own_row()
    {
        Take(false, Cabinet("A", ("aed.removed", 1), ("sos.pressed", 3)), Cabinet("B", ("aed.removed", 2)));

        Assert.AreEqual("A-sos-pressed B-aed-removed A-aed-removed", Rows);
    }

    [TestMethod]
    public void While_a_hand_is_there_what_is_new_waits_and_what_is_over_stays()
    {
        Take(false, Cabinet("A", ("aed.removed", 1)), Cabinet("B", ("aed.removed", 2)));
        Take(true, Cabinet("A", ("aed.removed", 1)), Cabinet("C", ("sos.pressed", 3)));
        Assert.AreEqual("B-aed-removed A-aed-removed", Rows);
        Assert.IsTrue(_order.Shown[0].IsOver);
        Assert.AreEqual("C-sos-pressed", _order.Waiting.Single().Id);

        Take(false, Cabinet("A", ("aed.removed", 1)), Cabinet("C", ("sos.pressed", 3)));
        Assert.AreEqual("C-sos-pressed A-aed-removed", Rows);
        Assert.IsEmpty(_order.Waiting);
    }

    [TestMethod]
    public void What_is_new_is_told_once_though_it_waits()
    {
        Assert.HasCount(1, Take(false, Cabinet("A", ("aed.removed", 1))));
        Assert.IsEmpty(Take(false, Cabinet("A", ("aed.removed", 1))));
        Assert.AreEqual("B-sos-pressed", Take(true, Cabinet("A", ("aed.removed", 1)), Cabinet("B", ("sos.pressed", 2))).Single().Id);
        Assert.IsEmpty(Take(true, Cabinet("A", ("aed.removed", 1)), Cabinet("B", ("sos.pressed", 2))));
        Take(false, Cabinet("A"));
        Assert.HasCount(1, Take(false, Cabinet("A", ("aed.removed", 9))), "another one of the same cabinet is new again");
    }

    private string Rows => string.Join(' ', _order.Shown.Select(item => item.Id));

    private static CabinetRecord Cabinet(string id, params (string Event, int Minute)[] open)
    {
        Assert.IsTrue(CabinetTopic.TryParse($"aed/v1/1501/150102/health/{id}/state", out CabinetTopic? topic));
        return new CabinetRecord
        {
            Topic = topic!,
            Status = CabinetStatus.Ready,
            Open = [.. open.Select(item => new OpenEmergency(id, item.Event, s_start.AddMinutes(item.Minute), true))]
        };
    }

    private IReadOnlyList<ShownEmergency> Take(bool isHeld, params CabinetRecord[] cabinets) => _order.Take(cabinets, isHeld);
}
