using System.Text;
using AedCabinet.Controller;
using AedCabinet.Desktop.Tests.Environment;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Flash;
using AedCabinet.Inputs;
using AedCabinet.Parsing;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Soak;
using AedCabinet.Storage;
using AedCabinet.Supervision;

namespace AedCabinet.Desktop.Tests;

/// <summary>
/// A board that restarts in order to read what it could not has told and kept what happened before, carries its contacts across, and
/// does not restart again and again (SPEC §7, §11, §12).
/// </summary>
[TestClass]
public class RestartToReadTests
{
    private const string Settings = RemoteSettings.FileName;
    private const string Memory = MemoryKeeper.FileName;
    private const string File = ConfigurationFile.Name;
    private const string Boots = BootRecord.FileName + ".";

    // What misreads at the start of a boot is read well this long after it, in milliseconds.
    private const int WellAfterMs = 1000;

    [TestMethod]
    [DataRow(Settings, false)]
    [DataRow(Settings, true)]
    [DataRow(Memory, false)]
    [DataRow(Memory, true)]
    [DataRow(File, false)]
    [DataRow(File, true)]
    public void A_board_that_misreads_at_each_start_restarts_ever_more_slowly_for_it(string file, bool isKit)
    {
        RestartingBoard board = Board(isKit);
        MisreadAtStart(board, file);
        board.Start();
        board.Run(900_000);

        Assert.HasCount(3, board.Restarts.Take(3).ToList(), "it does restart");
        Assert.IsLessThanOrEqualTo(5, board.Restarts.Count);
        Assert.IsInRange(5_000, 11_000, board.Restarts[0].AfterMs);
        Assert.IsInRange(60_000, 66_000, board.Restarts[1].AfterMs);
        Assert.IsInRange(300_000, 306_000, board.Restarts[2].AfterMs);
        string what = file == File ? file : file.TrimEnd('.');
        CollectionAssert.AreEqual(new[] { what + " read", what + " read again", what + " read again" },
            board.Restarts.Take(3).Select(restart => restart.Why).ToArray());
    }

    [TestMethod]
    [DataRow(Settings)]
    [DataRow(Memory)]
    [DataRow(File)]
    public void An_opened_kit_is_told_however_often_its_board_restarts_in_order_to_read(string file)
    {
        RestartingBoard board = Board(true);
        MisreadAtStart(board, file, file == File ? 2 : int.MaxValue);
        board.Start(WakeCause.Pin);
        int openings = 1;
        for (int i = 0; i < 24; i++)
        {
            // For a moment, or for a while, at any time of a boot.
            board.Run(900 + (i * 380));
            bool isWatched = board.Boot != null;
            board.Contacts.KitDoorContactOpen = true;
            board.Run(i % 3 == 0 ? 120 : 4_000);
            openings += isWatched && board.Boot != null ? 1 : 0;
            board.Contacts.KitDoorContactOpen = false;
            board.Run(1_000);
        }

        board.Run(400_000);
        Assert.IsGreaterThan(10, openings);
        if (file == File)
        {
            // What moved while nobody knew that there is a kit is one opening, told by the boot that knows.
            Assert.IsGreaterThan(0, board.Count(EventKind.KitOpened));
            return;
        }

        Assert.IsGreaterThanOrEqualTo(openings, board.Count(EventKind.KitOpened));
    }

    [TestMethod]
    [DataRow(Settings, false)]
    [DataRow(Settings, true)]
    [DataRow(Memory, false)]
    [DataRow(Memory, true)]
    public void A_kit_s_door_that_stands_open_over_a_restart_in_order_to_read_is_told_once(string file, bool isKit)
    {
        RestartingBoard board = Board(isKit);
        MisreadAtStart(board, file, 1);
        board.Start();
        board.Run(2_000);
        board.Contacts.KitDoorContactOpen = true;
        board.Run(40_000);

        Assert.HasCount(1, board.Restarts);
        Assert.AreEqual(1, board.Count(EventKind.KitOpened));
    }

    [TestMethod]
    [DataRow(Settings)]
    [DataRow(Memory)]
    public void A_removal_told_before_a_restart_in_order_to_read_is_not_told_again_and_stays_open(string file)
    {
        RestartingBoard board = Board(false);
        MisreadAtStart(board, file, 1);
        board.Start();
        board.Run(2_000);
        board.Contacts.AedDoorContactOpen = true;
        board.Run(1_000);
        board.Contacts.AedPresenceContactClosed = false;
        board.Run(1_000);
        board.Contacts.AedDoorContactOpen = false;
        board.Run(70_000);
        Assert.IsEmpty(board.Restarts, "the beacon flashes");
        board.Run(3_600_000);

        Assert.HasCount(1, board.Restarts, "once nothing sounds");
        Assert.AreEqual(1, board.Count(EventKind.AedRemoved));
        Assert.AreEqual(0, board.Count(EventKind.AedMissing));
        Assert.IsTrue(board.Boot!.State.IsRemovalOpen);
    }

    [TestMethod]
    [DataRow(Settings)]
    [DataRow(Memory)]
    public void A_board_does_not_restart_in_order_to_read_while_an_emergency_is_untold(string file)
    {
        RestartingBoard board = UntoldEmergency(file);
        board.Run(300_000);
        Assert.IsEmpty(board.Restarts);

        board.Network.IsDead = false;
        board.Run(240_000);
        Assert.HasCount(1, board.Restarts, "the registry has it");
    }

    [TestMethod]
    public void What_can_not_be_told_because_of_what_was_misread_holds_the_restart_up_for_10_minutes()
    {
        RestartingBoard board = UntoldEmergency(Settings);
        board.Run(600_000 - board.AwakeMs - 1_000);
        Assert.IsEmpty(board.Restarts);
        board.Run(2_000);
        Assert.HasCount(1, board.Restarts);
    }

    [TestMethod]
    public void A_restart_in_order_to_read_waits_until_flash_holds_what_this_boot_has_to_remember()
    {
        RestartingBoard board = Board(true);
        MisreadAtStart(board, Settings);
        board.Start();
        board.Flash.Refuses = _ => true;
        board.Contacts.KitDoorContactOpen = true;
        board.Run(700_000);
        Assert.IsEmpty(board.Restarts);

        board.Flash.Refuses = _ => false;
        board.Run(20_000);
        Assert.HasCount(1, board.Restarts);
        Assert.AreEqual(1, board.Count(EventKind.KitOpened));
    }

    [TestMethod]
    public void Without_its_name_a_board_waits_10_minutes_for_flash_that_refuses()
    {
        RestartingBoard board = Board(true);
        MisreadAtStart(board, File, 1);
        board.Flash.Refuses = _ => true;
        board.Start();
        board.Contacts.KitDoorContactOpen = true;
        board.Run(599_000);
        Assert.IsEmpty(board.Restarts);

        board.Run(5_000);
        Assert.HasCount(1, board.Restarts);
    }

    [TestMethod]
    [DataRow(WakeCause.PowerOn, 0, 1_000, DisplayName = "opened before the start and shut")]
    [DataRow(WakeCause.PowerOn, 1_000, 2_000, DisplayName = "opened and shut")]
    [DataRow(WakeCause.PowerOn, 1_000, 7_500, DisplayName = "opened, and shut while the board restarts")]
    [DataRow(WakeCause.PowerOn, 0, 60_000, DisplayName = "opened before the start and left open")]
    [DataRow(WakeCause.Pin, -1, -1, DisplayName = "opened and shut while the board slept")]
    public void What_moves_while_a_board_can_t_read_that_it_is_a_kit_is_told_by_the_boot_that_can(WakeCause cause, int openMs, int shutMs)
    {
        RestartingBoard board = Board(true);
        MisreadAtStart(board, File, 1);
        board.Contacts.KitDoorContactOpen = openMs == 0;
        board.Start(cause);
        for (int ms = 0; ms < 60_000; ms += 500)
        {
            board.Contacts.KitDoorContactOpen = openMs >= 0 && ms >= openMs && ms < shutMs;
            board.Run(500);
        }

        Assert.HasCount(1, board.Restarts);
        Assert.AreEqual(1, board.Count(EventKind.KitOpened));
        board.End("stopped");
        board.Run(60_000);
        Assert.AreEqual(1, board.Count(EventKind.KitOpened), "once");
    }

    [TestMethod]
    public void A_door_ajar_that_was_told_is_not_told_again_because_a_board_could_not_read_that_it_is_a_kit()
    {
        RestartingBoard board = Board(true);
        board.Contacts.KitDoorContactOpen = true;
        board.Start();
        board.Run(3_000);
        board.End("stopped");
        MisreadAtStart(board, File, 1);
        board.Run(60_000);

        Assert.HasCount(1, board.Restarts);
        Assert.AreEqual(1, board.Count(EventKind.KitOpened));
    }

    [TestMethod]
    public void An_SOS_pressed_while_a_board_can_t_read_what_it_is_is_told_by_the_boot_that_can()
    {
        RestartingBoard board = Board(false);
        MisreadAtStart(board, File, 1);
        board.Start();
        board.Run(2_000);
        board.Contacts.SosContactClosed = true;
        board.Contacts.KitDoorContactOpen = true;
        board.Run(300);
        board.Contacts.SosContactClosed = false;
        board.Contacts.KitDoorContactOpen = false;
        board.Run(60_000);

        Assert.AreEqual(1, board.Count(EventKind.SosPressed));
        Assert.AreEqual(1, board.Count(EventKind.KitOpened), "and so is the kit");
    }

    [TestMethod]
    [DataRow(ReadFault.Fails)]
    [DataRow(ReadFault.Short)]
    public void What_woke_a_board_whose_start_failed_is_told_although_flash_could_not_say_so_at_the_next_start(ReadFault fault)
    {
        RestartingBoard board = Board(true);
        new LastResort(board.Flash, null, new SilentLog()).EndMain(new OutOfMemoryException(), WakeCause.Pin, null, null, null);
        MisreadAtStart(board, Boots, 1, fault);
        board.Start();
        board.Run(20_000);
        Assert.AreEqual(0, board.Count(EventKind.KitOpened));
        Assert.IsEmpty(board.Restarts, "it may have restarted for the same before");
        board.Run(60_000);

        Assert.AreEqual(1, board.Count(EventKind.KitOpened));
        Assert.AreEqual(1, board.Count(EventKind.BootCrashed), "what ended it too");
    }

    [TestMethod]
    [DataRow("boots.0")]
    [DataRow("boots.1")]
    public void What_woke_a_board_whose_start_failed_is_told_although_one_slot_is_misread(string slot)
    {
        RestartingBoard board = Board(true);
        new LastResort(board.Flash, null, new SilentLog()).EndMain(new OutOfMemoryException(), WakeCause.Pin, null, null, null);
        MisreadAtStart(board, slot, 1, ReadFault.Wrong);
        board.Start();
        board.Run(5_000);

        Assert.AreEqual(1, board.Count(EventKind.KitOpened));
    }

    [TestMethod]
    public void A_record_of_boots_that_stays_spoilt_is_given_up_and_a_crash_takes_its_place_at_once()
    {
        SimulatedFlash flash = new();
        flash.TryWrite(Boots + "0", [1, 2, 3]);
        flash.TryWrite(Boots + "1", [1, 2, 3]);
        BootRecord boots = new(flash, new SilentLog());
        Assert.IsTrue(boots.IsUnread);
        Assert.IsFalse(boots.TryMarkPlannedUnlessCrashed("stopped"));
        Assert.IsTrue(boots.TryMarkCrashed("scan"));
        Assert.AreEqual("scan", new BootRecord(flash, new SilentLog()).CrashReason);

        flash.TryWrite(Boots + "0", [1, 2, 3]);
        flash.TryWrite(Boots + "1", [1, 2, 3]);
        boots = new(flash, new SilentLog());
        Assert.IsFalse(boots.TryReadAgain(true));
        Assert.IsFalse(boots.TryMarkSurvived());
        Assert.IsFalse(boots.TryReadAgain(false));
        Assert.IsTrue(boots.TryMarkSurvived());
        Assert.IsFalse(new BootRecord(flash, new SilentLog()).IsUnread);
    }

    // A kit whose opening is an emergency, which sounds nowhere.
    private static RestartingBoard UntoldEmergency(string file)
    {
        RestartingBoard board = Board(true, text => text.Replace("\"kind\": \"kit\"",
            "\"kind\": \"kit\", \"kit\": {\"openedSeverity\": \"emergency\"}", StringComparison.Ordinal));
        MisreadAtStart(board, file, 1);
        board.Network.IsDead = true;
        board.Start();
        board.Run(2_000);
        board.Contacts.KitDoorContactOpen = true;
        board.Run(1_000);
        Assert.AreEqual(1, board.Count(EventKind.KitOpened));
        return board;
    }

    // With settings changed by command, confirmed.
    private static RestartingBoard Board(bool isKit, Func<string, string>? change = null)
    {
        RestartingBoard board = new(isKit);
        byte[] file = board.Flash.ContentOf(File);
        file = change is null ? file : Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(file)));
        board.Flash.TryWrite(File, file);
        RemoteSettings settings = new(board.Flash, file);
        Assert.IsTrue(settings.TryBeginTrial("""{"alarm":{"locateMaxMinutes":12}}""", "c-1") && settings.TryConfirm());
        PersistentState memory = new() { LastInspectionUnixMs = 1_780_000_000_000 };
        Assert.IsTrue(new TwoSlotRecord(board.Flash, Memory).TryWriteTwice(memory.ToBytes()));
        Assert.IsTrue(new BootRecord(board.Flash, new SilentLog()).TryMarkPlannedUnlessCrashed("stopped"));
        return board;
    }

    private static void MisreadAtStart(RestartingBoard board, string start, int boots = int.MaxValue, ReadFault fault = ReadFault.Fails)
    {
        int begun = 0;
        bool wasOff = true;
        board.Flash.Misreads = name =>
        {
            begun += wasOff && board.Boot is null ? 1 : 0;
            wasOff = board.AwakeMs >= WellAfterMs;
            return begun <= boots && board.AwakeMs < WellAfterMs && name.StartsWith(start, StringComparison.Ordinal)
                ? fault : ReadFault.None;
        };
    }
}
